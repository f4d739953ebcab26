/** Returns colours of CSS, such as "var(--accent)", as a canvas takes them in the theme that is shown. */
export function canvasColors(colors: readonly string[]): string[] {
  const probe = document.createElement('span');
  document.body.append(probe);
  const found = colors.map((color) => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return found;
}

/** Returns red, green and blue of each colour, 0 to 255. */
export function rgbOf(colors: readonly string[]): number[][] {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  return canvasColors(colors).map((color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
  });
}

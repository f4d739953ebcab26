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
export function rgbOf(colors: readonly string[]): Uint8Array {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const rgb = new Uint8Array(3 * colors.length);
  for (const [i, color] of canvasColors(colors).entries()) {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    rgb.set(context.getImageData(0, 0, 1, 1).data.subarray(0, 3), 3 * i);
  }
  return rgb;
}

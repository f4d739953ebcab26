/** Columns of three bytes: the height of the low, the mid and the high band. */
export type Bands = Uint8Array;

/** Colours of the bands, as CSS. */
export interface BandColors {
  low: string;
  mid: string;
  high: string;
}

const BANDS = 3;
/** A band is drawn over the one before it, so that all three are seen. */
const ORDER = ['low', 'mid', 'high'] as const;

/** Returns each pixel's height in one band, 0 to 1: the loudest of the columns under the pixel. */
export function bandHeights(bands: Bands, band: 0 | 1 | 2, pixels: number): Float32Array {
  const columns = Math.floor(bands.length / BANDS);
  const heights = new Float32Array(pixels);
  for (let x = 0; x < pixels; x++) {
    const first = Math.floor((x * columns) / pixels);
    const after = Math.max(first + 1, Math.floor(((x + 1) * columns) / pixels));
    let loudest = 0;
    for (let column = first; column < after && column < columns; column++) {
      loudest = Math.max(loudest, bands[column * BANDS + band]!);
    }
    heights[x] = loudest / 255;
  }
  return heights;
}

/** Draws the bands over the whole canvas, mirrored around the middle. */
export function drawWaveform(canvas: HTMLCanvasElement, bands: Bands, colors: BandColors): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, width, height);
  ORDER.forEach((name, band) => {
    const heights = bandHeights(bands, band as 0 | 1 | 2, width);
    context.fillStyle = colors[name];
    for (let x = 0; x < width; x++) {
      const tall = Math.max(1, heights[x]! * height);
      context.fillRect(x, (height - tall) / 2, 1, tall);
    }
  });
}

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

/** Returns the height of each bar in one band, 0 to 1: the loudest of the columns under the bar. */
export function bandHeights(bands: Bands, band: 0 | 1 | 2, bars: number): Float32Array {
  const columns = Math.floor(bands.length / BANDS);
  const heights = new Float32Array(bars);
  for (let bar = 0; bar < bars; bar++) {
    const first = Math.floor((bar * columns) / bars);
    const after = Math.max(first + 1, Math.floor(((bar + 1) * columns) / bars));
    let loudest = 0;
    for (let column = first; column < after && column < columns; column++) {
      loudest = Math.max(loudest, bands[column * BANDS + band]!);
    }
    heights[bar] = loudest / 255;
  }
  return heights;
}

/** Draws the bands over the whole canvas, mirrored around the middle. */
export function drawWaveform(canvas: HTMLCanvasElement, bands: Bands, colors: BandColors): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, width, height);
  const bars = Math.min(width, Math.floor(bands.length / BANDS));
  const wide = width / bars;
  ORDER.forEach((name, band) => {
    const heights = bandHeights(bands, band as 0 | 1 | 2, bars);
    context.fillStyle = colors[name];
    context.beginPath();
    heights.forEach((share, bar) => {
      const tall = Math.max(1, share * height);
      context.rect(bar * wide, (height - tall) / 2, wide, tall);
    });
    context.fill();
  });
}

import { type Bars, soundDistance } from './bars.ts';

/**
 * Computes the novelty of each bar line: how much more the bars before and after it differ from each other than among
 * themselves. Uses a checkerboard kernel with a Gaussian taper along the diagonal of the bars' distance matrix. Returns
 * one value per bar line, 0 or more, 0 at both ends.
 *
 * @param reach Bars of the kernel on either side.
 * @see Foote, "Automatic audio segmentation using a measure of audio novelty" (ICME 2000)
 */
export function barNovelty(bars: Bars, reach: number): Float32Array {
  const { count } = bars;
  const width = 2 * reach;
  const distances = nearDistances(bars, width);
  const taper = Float64Array.from({ length: reach }, (_, i) => Math.exp(-0.5 * ((2 * (i + 0.5)) / reach) ** 2));
  const novelty = new Float32Array(count + 1);
  for (let line = 1; line < count; line++) {
    const end = Math.min(count, line + reach);
    let across = 0;
    let acrossWeight = 0;
    let within = 0;
    let withinWeight = 0;
    for (let a = Math.max(0, line - reach); a < end; a++) {
      const weightA = taper[a < line ? line - 1 - a : a - line];
      for (let b = a + 1; b < end; b++) {
        const weight = weightA * taper[b < line ? line - 1 - b : b - line];
        const distance = distances[a * width + b - a];
        if (a < line && b >= line) {
          across += weight * distance;
          acrossWeight += weight;
        } else {
          within += weight * distance;
          withinWeight += weight;
        }
      }
    }
    novelty[line] = Math.max(0, across / acrossWeight - (withinWeight > 0 ? within / withinWeight : 0));
  }
  return novelty;
}

/** Computes the band of the distance matrix under the kernel: rows of `width`, from each bar to those that follow. */
function nearDistances({ count, sound }: Bars, width: number): Float32Array {
  const distances = new Float32Array(count * width);
  for (let bar = 0; bar < count; bar++) {
    for (let ahead = 1; ahead < width && bar + ahead < count; ahead++) {
      distances[bar * width + ahead] = soundDistance(sound, bar, bar + ahead);
    }
  }
  return distances;
}

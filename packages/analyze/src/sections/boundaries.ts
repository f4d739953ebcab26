import { barNovelty } from './bar-novelty.ts';
import { type Bars, soundDistance } from './bars.ts';

/** Bars of the two kernels on either side. Novelty in only one of them is a fill or a chord that returns. */
const NEAR_REACH = 4;
const FAR_REACH = 8;
/** Price of a boundary, in units of {@link Bars.sound}. */
const MIN_NOVELTY = 0.05;
/** Share of the track's mean novelty that adds to the price. */
const MEAN_SHARE = 0.5;
/** Minimum share of the strongest novelty within two bars. A fill in the last bar can exceed the line itself. */
const PEAK_SHARE = 0.45;
const PEAK_REACH = 2;
/** Bars of the shortest and longest section. The first and last may be shorter, a part without a peak longer. */
const SHORTEST = 4;
const LONGEST = 64;
/** Minimum distance of a pick-up bar from the next four bars, as a multiple of their distance from each other. */
const PICKUP_SHARE = 1.5;
const ALIKE_BARS = 4;
const ALIKE_PAIRS = (ALIKE_BARS * (ALIKE_BARS - 1)) / 2;

/**
 * Finds the bar lines between sections by dynamic programming. It maximises the novelty of all boundaries minus a price
 * for each. A boundary after a section of a multiple of eight or four bars keeps more of its novelty.
 *
 * @returns Rising indices in `bars.lines`, including the first and the last.
 */
export function findBoundaries(bars: Bars): number[] {
  const { count } = bars;
  const near = barNovelty(bars, NEAR_REACH);
  const novelty = barNovelty(bars, FAR_REACH).map((value, line) => Math.sqrt(value * near[line]));
  const price = MIN_NOVELTY + (MEAN_SHARE * novelty.reduce((sum, value) => sum + value, 0)) / count;
  const worth = new Float64Array(count + 1).fill(Number.NEGATIVE_INFINITY);
  const previous = new Int32Array(count + 1);
  worth[0] = 0;
  let lastPeak = 0;
  for (let line = 1; line <= count; line++) {
    const isEnd = line === count;
    if (!isEnd && !isPeak(novelty, line, price)) continue;
    const consider = (start: number) => {
      const kept = start === 0 ? 1 : keptShare(line - start);
      const total = worth[start] + (isEnd ? 0 : kept * novelty[line] - price);
      if (total <= worth[line]) return;
      worth[line] = total;
      previous[line] = start;
    };
    const latest = line - (isEnd ? 1 : SHORTEST);
    for (let start = Math.max(0, line - LONGEST); start <= latest; start++) consider(start);
    if (lastPeak < line - LONGEST) consider(lastPeak);
    if (worth[line] > Number.NEGATIVE_INFINITY) lastPeak = line;
  }
  const lines = [count];
  for (let line = count; line > 0; line = previous[line]) lines.push(previous[line]);
  return lines.reverse().map((line, i, all) => {
    const isInner = i > 0 && line < count;
    return isInner && endsInPickup(bars, all[i - 1], line, all[i + 1]) ? line + 1 : line;
  });
}

/**
 * Checks if a boundary is one bar early, at a pick-up, such as drums that start a bar before the drop. One more bar
 * would make the section before it a multiple of four, and the bar after it differs from the next four, which are
 * similar.
 */
function endsInPickup({ sound }: Bars, start: number, line: number, end: number): boolean {
  if ((line + 1 - start) % 4 !== 0 || end - line <= ALIKE_BARS) return false;
  let pickup = 0;
  let within = 0;
  for (let a = line + 1; a <= line + ALIKE_BARS; a++) {
    pickup += soundDistance(sound, line, a) / ALIKE_BARS;
    for (let b = a + 1; b <= line + ALIKE_BARS; b++) within += soundDistance(sound, a, b) / ALIKE_PAIRS;
  }
  return pickup > PICKUP_SHARE * within;
}

function keptShare(sectionBars: number): number {
  if (sectionBars % 8 === 0) return 1;
  if (sectionBars % 4 === 0) return sectionBars === 4 ? 0.8 : 0.95;
  return sectionBars % 2 === 0 ? 0.75 : 0.55;
}

function isPeak(novelty: Float32Array, line: number, least: number): boolean {
  let newest = least;
  for (let i = Math.max(0, line - PEAK_REACH); i <= line + PEAK_REACH && i < novelty.length; i++) {
    if (novelty[i] > newest) newest = novelty[i];
  }
  return novelty[line] >= PEAK_SHARE * newest;
}

import { type FrameFeatures, SHORT_RATE, TIMBRE_BANDS, TIMBRE_RATE } from '../features/frame-features.ts';
import { quantile } from '../series/quantile.ts';
import { isOnsetPeak } from './onset-peaks.ts';

/** Index in `bandOnsets` of 800 to 3000 Hz, the band of voices and samples. */
const MIDDLE_BAND = 2;
const BREAK_REACH_S = 8;
/** Maximum level of a break, as a quantile of the track's levels. */
const BREAK_SHARE = 0.4;
const BREAKS = 2;
/** Number of onsets with the score 1 − 1/e. */
const ONSETS_UNIT = 8;
/** Onsets are counted per three minutes, since longer tracks have more. */
const PER_S = 180;

/** Scores the mid-range activity in the two quietest breaks, 0..1: `1 − exp(−n/8)` for n onsets per three minutes. */
export function breakOnsetScore({ bandOnsets, timbre, durationS }: FrameFeatures): number {
  const onsets = bandOnsets[MIDDLE_BAND];
  const threshold = quantile(onsets, 0.5);
  let count = 0;
  for (const breakS of quietestBreaks(timbre)) {
    const from = Math.max(0, Math.floor((breakS - BREAK_REACH_S) * SHORT_RATE));
    const to = Math.min(onsets.length, Math.floor((breakS + BREAK_REACH_S) * SHORT_RATE));
    for (let i = from; i < to; i++) if (onsets[i] > threshold && isOnsetPeak(onsets, i)) count++;
  }
  return 1 - Math.exp(-count / Math.max(1, durationS / PER_S) / ONSETS_UNIT);
}

/** Returns the centres, in seconds, of the deepest dips of the level that do not overlap. */
function quietestBreaks(timbre: Float32Array): number[] {
  const level = smoothLevel(timbre);
  if (level.length === 0) return [];
  const threshold = quantile(level, BREAK_SHARE);
  const dips: number[] = [];
  for (let i = 0; i < level.length; i++) {
    const falls = i === 0 || level[i] <= level[i - 1];
    const rises = i === level.length - 1 || level[i] <= level[i + 1];
    if (falls && rises && level[i] < threshold) dips.push(i);
  }
  dips.sort((a, b) => level[a] - level[b] || a - b);
  const breaks: number[] = [];
  for (const dip of dips) {
    if (breaks.length === BREAKS) break;
    const seconds = dip / TIMBRE_RATE;
    if (breaks.every((other) => Math.abs(other - seconds) >= 2 * BREAK_REACH_S)) breaks.push(seconds);
  }
  return breaks;
}

function smoothLevel(timbre: Float32Array): Float32Array {
  const frames = timbre.length / TIMBRE_BANDS;
  const sums = new Float64Array(frames + 1);
  for (let frame = 0; frame < frames; frame++) {
    let power = 0;
    for (let band = 0; band < TIMBRE_BANDS; band++) power += 10 ** (timbre[frame * TIMBRE_BANDS + band] / 10);
    sums[frame + 1] = sums[frame] + Math.sqrt(power);
  }
  const reach = Math.round(BREAK_REACH_S * TIMBRE_RATE);
  return Float32Array.from({ length: frames }, (_, frame) => {
    const from = Math.max(0, frame - reach);
    const to = Math.min(frames, frame + reach + 1);
    return (sums[to] - sums[from]) / (to - from);
  });
}

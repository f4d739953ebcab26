import type { ChromaFrames } from '../features/chroma-frames.ts';
import { ONSET_BANDS, SHORT_RATE, TIMBRE_BANDS, TIMBRE_RATE } from '../features/frame-features.ts';
import type { PulseStrength } from './pulse-strength.ts';

/** Features of each beat, to find the downbeats. */
export interface BeatProfile {
  count: number;
  /** Strength of each onset band and of attacks on each beat and halfway: beats × {@link PROFILE_WIDTH}. */
  onsets: Float32Array;
  /** Level of the bass and of all bands in decibels, just after each beat and halfway: beats × {@link LEVEL_WIDTH}. */
  levels: Float32Array;
  /** Change from the beat before in timbre, in harmony, and in timbre over two bars: beats × {@link CHANGE_WIDTH}. */
  changes: Float32Array;
  /** Log ratio of the onsets one and two thirds after each beat to those halfway, of all beats. */
  thirds: readonly number[];
}

export const PROFILE_SERIES = ONSET_BANDS + 1;
/** Values of {@link BeatProfile.onsets} per beat: on it, then halfway. */
export const PROFILE_WIDTH = 2 * PROFILE_SERIES;
export const LEVEL_SERIES = 2;
/** Values of {@link BeatProfile.levels} per beat: after it, then after the half. */
export const LEVEL_WIDTH = 2 * LEVEL_SERIES;
export const CHANGE_WIDTH = 3;

/** Largest distance of an onset from its beat, as a share of the beat period. */
const NEAR = 0.1;
/** The same for a third of a beat, which is near to the half. */
const NEAR_THIRD = 0.05;
/** Lowest timbre bands, up to about 300 Hz. */
const BASS_BANDS = 2;
/** Timbre frames after a beat, 93 ms, in which a drum is loudest. */
const LEVEL_FRAMES = 2;
/** Beats compared on either side for the change over two bars. */
const LONG_BEATS = 8;

export function beatProfile(
  beats: Float64Array,
  strength: PulseStrength,
  timbre: Float32Array,
  chroma: ChromaFrames | null,
): BeatProfile {
  const count = Math.max(0, beats.length - 1);
  const onsets = new Float32Array(count * PROFILE_WIDTH);
  const levels = new Float32Array(count * LEVEL_WIDTH);
  const series = [...strength.bands, strength.attack];
  for (let i = 0; i < count; i++) {
    const period = beats[i + 1] - beats[i];
    for (let half = 0; half < 2; half++) {
      const timeS = beats[i] + (half * period) / 2;
      for (let k = 0; k < PROFILE_SERIES; k++) {
        onsets[i * PROFILE_WIDTH + half * PROFILE_SERIES + k] = strongestNear(series[k], timeS, NEAR * period);
      }
      levels[i * LEVEL_WIDTH + half * LEVEL_SERIES] = levelAfter(timbre, timeS, BASS_BANDS);
      levels[i * LEVEL_WIDTH + half * LEVEL_SERIES + 1] = levelAfter(timbre, timeS, TIMBRE_BANDS);
    }
  }
  const thirds = thirdsOf(beats, strength.all);
  const timbres = beatMeans(beats, timbre, TIMBRE_BANDS, TIMBRE_RATE);
  const chromas = chroma ? beatMeans(beats, chroma.values, 12, chroma.rate).map(unit) : [];
  const changes = new Float32Array(count * CHANGE_WIDTH);
  for (let i = 1; i < count; i++) {
    changes[i * CHANGE_WIDTH] = distance(timbres[i - 1], timbres[i]);
    if (chromas.length > 0) changes[i * CHANGE_WIDTH + 1] = distance(chromas[i - 1], chromas[i]);
    const reach = Math.min(LONG_BEATS, i, count - i);
    if (reach >= LONG_BEATS / 2)
      changes[i * CHANGE_WIDTH + 2] = distance(meanOf(timbres, i - reach, i), meanOf(timbres, i, i + reach));
  }
  return { count, onsets, levels, changes, thirds };
}

function thirdsOf(beats: Float64Array, strength: Float32Array): number[] {
  const sums = [1 / 2, 1 / 3, 2 / 3].map((share) => {
    let sum = 0;
    for (let i = 0; i + 1 < beats.length; i++) {
      const period = beats[i + 1] - beats[i];
      sum += strongestNear(strength, beats[i] + share * period, NEAR_THIRD * period);
    }
    return sum / Math.max(1, beats.length - 1);
  });
  const [half, ...thirds] = sums;
  return thirds.map((third) => Math.log((third + 0.1) / (half + 0.1)));
}

function levelAfter(timbre: Float32Array, timeS: number, bands: number): number {
  const last = timbre.length / TIMBRE_BANDS - LEVEL_FRAMES;
  const first = Math.max(0, Math.min(last, Math.round(timeS * TIMBRE_RATE)));
  let sum = 0;
  for (let frame = first; frame < first + LEVEL_FRAMES; frame++) {
    for (let band = 0; band < bands; band++) sum += timbre[frame * TIMBRE_BANDS + band] ?? 0;
  }
  return sum / (LEVEL_FRAMES * bands);
}

function strongestNear(series: Float32Array, timeS: number, reachS: number): number {
  const reach = Math.max(1, reachS * SHORT_RATE);
  let most = 0;
  const last = Math.min(series.length - 1, Math.round(timeS * SHORT_RATE + reach));
  for (let n = Math.max(0, Math.round(timeS * SHORT_RATE - reach)); n <= last; n++)
    if (series[n] > most) most = series[n];
  return most;
}

function beatMeans(beats: Float64Array, frames: Float32Array, width: number, rate: number): Float32Array[] {
  const count = frames.length / width;
  return Array.from({ length: Math.max(0, beats.length - 1) }, (_, i) => {
    const from = Math.min(count - 1, Math.round(beats[i] * rate));
    const to = Math.max(from + 1, Math.min(count, Math.round(beats[i + 1] * rate)));
    const mean = new Float32Array(width);
    for (let n = from; n < to; n++) for (let k = 0; k < width; k++) mean[k] += frames[n * width + k] / (to - from);
    return mean;
  });
}

function meanOf(frames: readonly Float32Array[], from: number, to: number): Float32Array {
  const mean = new Float32Array(frames[from].length);
  for (let i = from; i < to; i++) for (let k = 0; k < mean.length; k++) mean[k] += frames[i][k] / (to - from);
  return mean;
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) ** 2;
  return Math.sqrt(sum);
}

function unit(values: Float32Array): Float32Array {
  let sum = 0;
  for (const value of values) sum += value * value;
  const length = Math.sqrt(sum);
  return length > 0 ? values.map((value) => value / length) : values;
}

import type { ChromaFrames } from '../features/chroma-frames.ts';
import { LONG_RATE } from '../features/frame-features.ts';
import { addTriads } from './triads.ts';

export const CLASSES = 12;
/** Frames below this share of the loudest one are nearly silent, so they are not scaled up fully. */
export const QUIETEST_SHARE = 0.025;
/** The music starts at the first frame above this share of the loudest one. */
const SOUNDING_SHARE = 0.1;
/** Exponent that gives more weight to the strongest pitch classes of each frame. */
const EMPHASIS = 1.25;
/** Time constant of the opening's weight, in frames. In many chord loops, only the first chord decides the key. */
const OPENING_FRAMES = 0.93 * LONG_RATE;

/** Kinds of evidence, in the order of the model. */
export const KEY_EVIDENCE = ['whole', 'opening', 'bass', 'firstBass', 'majorTriads', 'minorTriads'] as const;

/** Strength of twelve pitch classes from C for each kind of evidence, with mean 0 and length 1, or all 0. */
export type KeyEvidence = Readonly<Record<(typeof KEY_EVIDENCE)[number], Float64Array>>;

/** Harmony that the evidence is taken from: frames at the same rate. */
export interface Harmony {
  tones: ChromaFrames;
  /** Pitch class of the lowest strong tone of each frame, −1 without one. */
  bass: Int8Array;
}

/** Summarises the harmony of a track: as a whole, at its opening, in the bass, and as triads by root. */
export function keyEvidence({ tones: { values }, bass }: Harmony): KeyEvidence {
  const peaks = strongestOfFrames(values);
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0);
  const start = peaks.findIndex((peak) => peak > SOUNDING_SHARE * loudest);
  const sums = evidenceOf(() => new Float64Array(CLASSES));
  peaks.forEach((peak, n) => {
    if (peak === 0) return;
    const scale = 1 / Math.max(peak, QUIETEST_SHARE * loudest);
    const opening = n >= start ? Math.exp((start - n) / OPENING_FRAMES) : 0;
    for (let c = 0; c < CLASSES; c++) {
      const strength = values[n * CLASSES + c] * scale;
      sums.whole[c] += strength ** EMPHASIS;
      sums.opening[c] += opening * strength;
    }
    if (bass[n] < 0) return;
    sums.bass[bass[n]]++;
    sums.firstBass[bass[n]] += opening;
  });
  addTriads(values, sums.majorTriads, sums.minorTriads);
  return evidenceOf((name) => standardised(sums[name]));
}

/** Counts the frames above `SOUNDING_SHARE` of the loudest one. */
export function countSoundingFrames({ values }: ChromaFrames): number {
  const peaks = strongestOfFrames(values);
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0);
  return peaks.reduce((count, peak) => count + Number(peak > SOUNDING_SHARE * loudest), 0);
}

/** Removes the mean and scales to length 1. Equal values give zeros. */
export function standardised(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  const mean = result.reduce((sum, value) => sum + value, 0) / result.length;
  const centred = result.map((value) => value - mean);
  const length = Math.hypot(...centred);
  return length > 0 ? centred.map((value) => value / length) : centred;
}

function evidenceOf(make: (name: keyof KeyEvidence) => Float64Array): KeyEvidence {
  return Object.fromEntries(KEY_EVIDENCE.map((name) => [name, make(name)])) as Record<keyof KeyEvidence, Float64Array>;
}

function strongestOfFrames(values: Float32Array): Float32Array {
  const strongest = new Float32Array(values.length / CLASSES);
  for (let i = 0; i < values.length; i++) {
    const frame = Math.floor(i / CLASSES);
    if (values[i] > strongest[frame]) strongest[frame] = values[i];
  }
  return strongest;
}

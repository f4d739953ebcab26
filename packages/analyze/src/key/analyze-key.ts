import { type CamelotKey, camelotOf, keyName, roundValue } from '@rbassist/core';
import { LONG_RATE } from '../features/frame-features.ts';
import type { KeyFeatures } from './key-extractor.ts';
import {
  DEFAULT_KEY_PROFILE,
  findKeyProfile,
  KEY_PROFILES,
  type KeyProfile,
  type KeyProfileName,
} from './key-profiles.ts';
import { MIN_TONALITY } from './pitch-classes.ts';

/** Musical key of a track. The properties are named as in the track record. */
export interface KeyAnalysis {
  /** Null for silence, noise or drums alone. */
  key: CamelotKey | null;
  /** For example "A minor". */
  key_name: string | null;
  /** Probability of `key`, 0..1. */
  key_confidence: number;
  /** Most likely keys, best first, including `key`. */
  key_candidates: { key: CamelotKey; confidence: number }[];
  /** Cents from A4 = 440 Hz, −50..50. Null without a key. */
  tuning_cents: number | null;
}

export interface AnalyzeKeyOptions {
  /** Profile to compare with. @default 'albrecht', the best in docs/key.md */
  profile?: KeyProfileName;
}

const CLASSES = 12;
/** Frames below this share of the loudest one are nearly silent, so they are not scaled up fully. */
const QUIETEST_SHARE = 0.025;
/** The opening of the track starts at the first frame above this share of the loudest one. */
const OPENING_SHARE = 0.1;
/** Time constant of the opening's weight, in frames. */
const OPENING_FRAMES = 0.93 * LONG_RATE;
/** Weight of the opening. In many chord loops, only the first chord decides between two keys. */
const OPENING_WEIGHT = 0.3;
/** Exponent that gives more weight to the strongest pitch classes of each frame. */
const EMPHASIS = 1.25;
/** Minimum correlation of the best key. Below it, the pitches form no scale. */
const MIN_CORRELATION = 0.45;
/** Minimum effective number of pitch classes. Below it, the sound is a hum or a tone. */
const MIN_CLASSES = 2.2;
const MIN_FRAMES = 1.5 * LONG_RATE;
const CANDIDATES = 5;

const NO_KEY: KeyAnalysis = { key: null, key_name: null, key_confidence: 0, key_candidates: [], tuning_cents: null };

/**
 * Finds the key. Correlates the pitch classes of the track with a profile in all 24 keys (Krumhansl and Schmuckler),
 * and adds those of its opening with less weight. Confidences are probabilities: a softmax of the correlations, fitted
 * to labelled music. `key` is null without notes.
 *
 * @throws {OptionError} for an unknown profile.
 */
export function analyzeKey(
  features: KeyFeatures,
  { profile = DEFAULT_KEY_PROFILE }: AnalyzeKeyOptions = {},
): KeyAnalysis {
  const expected = findKeyProfile(profile);
  const { whole, leading, opening, frames } = pitchClassWeights(features.chroma.values);
  if (frames < MIN_FRAMES || !isTonal(features, leading)) return NO_KEY;
  const overall = correlations(whole, expected);
  const first = correlations(opening, expected);
  const likelihoods = overall.map((value, i) => Math.exp(expected.sharpness * (value + OPENING_WEIGHT * first[i])));
  const sum = likelihoods.reduce((total, value) => total + value, 0);
  const candidates = likelihoods
    .map((value, i) =>
      roundValue('key_candidates', { key: camelotOf(i % CLASSES, i >= CLASSES), confidence: value / sum }),
    )
    .sort((a, b) => b.confidence - a.confidence);
  const [{ key, confidence }] = candidates;
  return {
    key,
    key_name: keyName(key),
    key_confidence: confidence,
    key_candidates: candidates.slice(0, CANDIDATES),
    tuning_cents: roundValue('tuning_cents', features.tuningCents),
  };
}

/** Checks that the notes form a scale. The profile is fixed, so that the option does not change the answer. */
function isTonal({ tonality }: KeyFeatures, leading: Float64Array): boolean {
  if (tonality < MIN_TONALITY || countOf(leading) < MIN_CLASSES) return false;
  return Math.max(...correlations(leading, KEY_PROFILES.albrecht)) >= MIN_CORRELATION;
}

interface PitchClassWeights {
  whole: Float64Array;
  leading: Float64Array;
  opening: Float64Array;
  /** Number of frames above `OPENING_SHARE` of the loudest one. */
  frames: number;
}

function pitchClassWeights(chroma: Float32Array): PitchClassWeights {
  const whole = new Float64Array(CLASSES);
  const leading = new Float64Array(CLASSES);
  const opening = new Float64Array(CLASSES);
  let loudest = 0;
  for (const strength of chroma) if (strength > loudest) loudest = strength;
  let frames = 0;
  let openingWeight = 0;
  for (let at = 0; at < chroma.length; at += CLASSES) {
    let strongest = 0;
    for (let c = 0; c < CLASSES; c++) if (chroma[at + c] > strongest) strongest = chroma[at + c];
    if (openingWeight === 0 && strongest > OPENING_SHARE * loudest) openingWeight = 1;
    if (strongest > 0) {
      if (strongest > OPENING_SHARE * loudest) frames++;
      const scale = 1 / Math.max(strongest, QUIETEST_SHARE * loudest);
      for (let c = 0; c < CLASSES; c++) {
        const strength = chroma[at + c] * scale;
        whole[c] += strength ** EMPHASIS;
        leading[c] += strength * strength;
        opening[c] += openingWeight * strength;
      }
    }
    openingWeight *= Math.exp(-1 / OPENING_FRAMES);
  }
  return { whole, leading, opening, frames };
}

/** Returns the effective number of values: 12 if all are equal, 1 if only one is not 0. */
function countOf(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/** Correlates (Pearson) pitch classes with a profile in every key: C major … B major, C minor … B minor. */
function correlations(weights: Float64Array, { major, minor }: KeyProfile): number[] {
  const observed = standardised(weights);
  return [major, minor].flatMap((profile) => {
    const expected = standardised(profile);
    return Array.from({ length: CLASSES }, (_, tonic) => {
      let sum = 0;
      for (let c = 0; c < CLASSES; c++) sum += observed[(tonic + c) % CLASSES] * expected[c];
      return sum;
    });
  });
}

/** Removes the mean and scales to length 1. Equal values give zeros. */
function standardised(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  const mean = result.reduce((sum, value) => sum + value, 0) / result.length;
  let squares = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] -= mean;
    squares += result[i] * result[i];
  }
  const length = Math.sqrt(squares);
  return length > 0 ? result.map((value) => value / length) : result.fill(0);
}

import { type CamelotKey, camelotOf, keyName, round } from '@rbassist/core';
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

/** The key of a track. Keys as in the track record. */
export interface KeyAnalysis {
  /** Null for silence, noise or drums alone. */
  key: CamelotKey | null;
  /** For example "A minor". */
  key_name: string | null;
  /** Probability of `key`, 0..1. */
  key_confidence: number;
  /** Most likely keys, best first, including `key`. */
  key_candidates: { key: CamelotKey; confidence: number }[];
  /** Cents from A4 = 440 Hz, −50..50. Null without anything tonal. */
  tuning_cents: number | null;
}

/** Options of {@link analyzeKey}. */
export interface AnalyzeKeyOptions {
  /** @default 'albrecht', the best that was measured; see docs/key.md */
  profile?: KeyProfileName;
}

const CLASSES = 12;
/** Frames are scaled to a strongest pitch class of 1, but those this much weaker than the track's loudest are near silence and stay weak. */
const QUIETEST_SHARE = 0.025;
/** The track is open once a frame has this share of the loudest one's strength. */
const OPENING_SHARE = 0.1;
/** How long the opening counts: its weight falls by e in so many frames, 0.9 s. */
const OPENING_FRAMES = 0.93 * LONG_RATE;
/** Weight of the opening beside the whole: many a loop is ambiguous but for the chord that it starts from. */
const OPENING_WEIGHT = 0.3;
/** Pitch classes are raised to this power over the whole track, so that those that lead at each moment count more. */
const EMPHASIS = 1.25;
/** There is no key where the best correlation is below this: a few pitches of no scale. */
const MIN_CORRELATION = 0.45;
/** Fewer pitch classes than so many, counted by their weight, are no key: a hum, a tone. */
const MIN_CLASSES = 2.2;
/** Frames with notes, in all, below which nothing is said: 1.5 s. */
const MIN_FRAMES = 1.5 * LONG_RATE;
/** How many candidates are told. */
const CANDIDATES = 5;

const NO_KEY: KeyAnalysis = { key: null, key_name: null, key_confidence: 0, key_candidates: [], tuning_cents: null };

/**
 * The key of what was heard: correlation of the pitch classes of the whole track, and less so of its opening, with a profile in all 24 keys
 * (Krumhansl and Schmuckler). Confidences are probabilities: correlations through a softmax whose sharpness was fitted to labelled music.
 * Without notes to hear, `key` is null.
 *
 * @throws {OptionError} when there is no such profile.
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
    .map((value, i) => ({ key: camelotOf(i % CLASSES, i >= CLASSES), confidence: round(value / sum, 3) }))
    .sort((a, b) => b.confidence - a.confidence);
  const [{ key, confidence }] = candidates;
  return {
    key,
    key_name: keyName(key),
    key_confidence: confidence,
    key_candidates: candidates.slice(0, CANDIDATES),
    tuning_cents: round(features.tuningCents, 1),
  };
}

/** Whether there are notes, and notes of a scale; the same whichever profile is asked for. */
function isTonal({ tonality }: KeyFeatures, leading: Float64Array): boolean {
  if (tonality < MIN_TONALITY || countOf(leading) < MIN_CLASSES) return false;
  return Math.max(...correlations(leading, KEY_PROFILES.albrecht)) >= MIN_CORRELATION;
}

/** How much each pitch class sounds. */
interface PitchClassWeights {
  /** Over the whole track. */
  whole: Float64Array;
  /** The same, but for what is faint beside the strongest of its moment, such as the harmonics of one tone. */
  leading: Float64Array;
  opening: Float64Array;
  /** Frames that are not much weaker than the track's loudest. */
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

/** How many values carry the weight: 12 when all are alike, 1 when there is one; the inverse of their concentration. */
function countOf(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/** Pearson's correlation of pitch classes with a profile in every key: C major … B major, C minor … B minor. */
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

/** Less their mean, and of length 1; all 0 where they are all alike. */
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

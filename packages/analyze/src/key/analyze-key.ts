import { type CamelotKey, camelotOf, keyName, roundValue } from '@rbassist/core';
import { LONG_RATE } from '../features/frame-features.ts';
import {
  CLASSES,
  countSoundingFrames,
  type KeyEvidence,
  keyEvidence,
  QUIETEST_SHARE,
  standardised,
} from './key-evidence.ts';
import type { KeyFeatures } from './key-extractor.ts';
import { keyProbabilities, softmax } from './key-model.ts';
import {
  checkKeyProfile,
  DEFAULT_KEY_PROFILE,
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
  /** Profile to compare with. @default 'learned', the best in docs/key.md */
  profile?: KeyProfileName;
}

/** Weight of the opening, compared with the whole track, for profiles from the literature. */
const OPENING_WEIGHT = 0.3;
/** Minimum correlation of the best key. Below it, the pitches form no scale. */
const MIN_CORRELATION = 0.45;
/** Minimum effective number of pitch classes. Below it, the sound is a hum or a tone. */
const MIN_CLASSES = 2.2;
const MIN_FRAMES = 1.5 * LONG_RATE;
const CANDIDATES = 5;

const NO_KEY: KeyAnalysis = { key: null, key_name: null, key_confidence: 0, key_candidates: [], tuning_cents: null };

/**
 * Finds the key. Weighs the pitch classes of the whole track, its opening, its bass and its triads with profiles
 * learned from labelled music. With another profile, it correlates the pitch classes of the track and of its opening
 * (Krumhansl and Schmuckler). Confidences are probabilities. `key` is null without notes.
 *
 * @throws {OptionError} for an unknown profile.
 */
export function analyzeKey(
  features: KeyFeatures,
  { profile = DEFAULT_KEY_PROFILE }: AnalyzeKeyOptions = {},
): KeyAnalysis {
  checkKeyProfile(profile);
  if (countSoundingFrames(features.chroma) < MIN_FRAMES || !isTonal(features)) return NO_KEY;
  const evidence = keyEvidence(features);
  const probabilities =
    profile === 'learned' ? keyProbabilities(evidence) : profileProbabilities(evidence, KEY_PROFILES[profile]);
  const candidates = Array.from(probabilities, (confidence, i) =>
    roundValue('key_candidates', { key: camelotOf(i % CLASSES, i >= CLASSES), confidence }),
  ).sort((a, b) => b.confidence - a.confidence);
  const [{ key, confidence }] = candidates;
  return {
    key,
    key_name: keyName(key),
    key_confidence: confidence,
    key_candidates: candidates.slice(0, CANDIDATES),
    tuning_cents: roundValue('tuning_cents', features.tuningCents),
  };
}

function profileProbabilities({ whole, opening }: KeyEvidence, profile: KeyProfile & { sharpness: number }) {
  const first = correlations(opening, profile);
  const scores = correlations(whole, profile).map((value, i) => value + OPENING_WEIGHT * first[i]);
  return softmax(Float64Array.from(scores, (score) => profile.sharpness * score));
}

/** Checks that the notes form a scale. The profile is fixed, so that the option does not change the answer. */
function isTonal({ tonality, chroma }: KeyFeatures): boolean {
  if (tonality < MIN_TONALITY) return false;
  const leading = leadingClasses(chroma.values);
  if (countOf(leading) < MIN_CLASSES) return false;
  return Math.max(...correlations(standardised(leading), KEY_PROFILES.albrecht)) >= MIN_CORRELATION;
}

/** Returns the sum of the squared shares of each pitch class in the strongest one of its frame. */
function leadingClasses(chroma: Float32Array): Float64Array {
  const loudest = chroma.reduce((most, strength) => Math.max(most, strength), 0);
  const leading = new Float64Array(CLASSES);
  for (let at = 0; at < chroma.length; at += CLASSES) {
    let strongest = QUIETEST_SHARE * loudest;
    for (let c = 0; c < CLASSES; c++) if (chroma[at + c] > strongest) strongest = chroma[at + c];
    if (strongest > 0) for (let c = 0; c < CLASSES; c++) leading[c] += (chroma[at + c] / strongest) ** 2;
  }
  return leading;
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

/** Correlates standardised pitch classes with a profile in every key: C major … B major, C minor … B minor. */
function correlations(observed: Float64Array, { major, minor }: KeyProfile): number[] {
  return [major, minor].flatMap((profile) => {
    const expected = standardised(profile);
    return Array.from({ length: CLASSES }, (_, tonic) => {
      let sum = 0;
      for (let c = 0; c < CLASSES; c++) sum += observed[(tonic + c) % CLASSES] * expected[c];
      return sum;
    });
  });
}

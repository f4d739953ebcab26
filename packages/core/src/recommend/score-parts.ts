import { isFiniteNumber } from '../tracks/is-finite-number.ts';
import type { TrackFeatures } from '../tracks/track-record.ts';
import { contourLikeness, hasContour } from './contour-likeness.ts';
import { type MixFacts, mixFacts } from './mix-facts.ts';
import type { MixTrack } from './mix-track.ts';
import { tempoValue } from './tempo-value.ts';

/** Names of the parts of a score, in the order of tables. */
export const SCORE_PARTS = ['ann', 'tempo', 'key', 'bass', 'rhythm', 'samples', 'energy', 'loudness', 'tags'] as const;

/** One of {@link SCORE_PARTS}. */
export type ScorePartName = (typeof SCORE_PARTS)[number];

/** Weight of each part of a score; 0 or more. */
export type ScoreWeights = Record<ScorePartName, number>;

/** One part of a score. */
export interface ScorePart {
  name: ScorePartName;
  /** Expected value, 0..1: unknown data counts as the average of two random tracks. */
  value: number;
  /** Share of the value that comes from known data, 0..1. */
  confidence: number;
}

/** Two tracks to score, in playing order. */
export interface TrackPair {
  from: MixTrack;
  to: MixTrack;
  /** Cosine distance of their vectors, 0..2; absent if either has none. */
  distance?: number;
  /** Measured features, for the parts `bass`, `rhythm` and `samples`. */
  features?: { from?: TrackFeatures; to?: TrackFeatures };
}

/**
 * Value of each part for tracks without data: the mean over random pairs of songs, which `npm run eval:score` measures.
 * Two are set by hand: `samples`, which is 1 for nearly all songs, so that unknown tracks would win; and `tags`. The
 * value of `ann` is that of spectral-v1 and blend-v1; musicnn-v1 has 0.14.
 */
export const NEUTRAL_VALUES: Readonly<ScoreWeights> = {
  ann: 0.11,
  tempo: 0.24,
  key: 0.43,
  bass: 0.49,
  rhythm: 0.42,
  samples: 0.5,
  energy: 0.43,
  loudness: 0.52,
  tags: 0.1,
};

/** Difference in energy with the value 0.5. */
const HALF_VALUE_ENERGY = 0.15;
/** Difference in loudness with the value 0.5, in LU. Larger ones need more gain than most limiters allow. */
const HALF_VALUE_LU = 4;

/** Rules of one part. Numbers only, since a plan asks for them a million times. */
interface PartRule {
  /** Returns the expected value, 0..1, with the neutral value in place of unknown data. */
  value: (pair: TrackPair, from: MixFacts, to: MixFacts) => number;
  /** Returns the share of known data, 0..1. */
  confidence: (pair: TrackPair, from: MixFacts, to: MixFacts) => number;
}

/**
 * Rules of the parts:
 *
 * - `ann`: cosine of the vectors; opposite ones count as 0.
 * - `tempo`: see {@link tempoValue}, expected over the likely tempos of both tracks.
 * - `key`: distance on the circle of fifths and Camelot moves, expected over the likely keys of both tracks.
 * - `bass`, `rhythm`: likeness of the contours by dynamic time warping, 0.5 for a typical pair.
 * - `samples`: room for samples and vocals in the second track.
 * - `energy`: `1 / (1 + (d/0.15)²)` for a difference of d.
 * - `loudness`: `1 / (1 + (d/4)²)` for d LU.
 * - `tags`: shared tags divided by all tags of both (Jaccard).
 */
const RULES: Readonly<Record<ScorePartName, PartRule>> = {
  ann: {
    value: ({ distance }) => (isFiniteNumber(distance) ? unitRange(1 - distance) : NEUTRAL_VALUES.ann),
    confidence: ({ distance }) => Number(isFiniteNumber(distance)),
  },
  tempo: {
    value: expectedTempo,
    confidence: (_, from, to) => from.tempoConfidence * to.tempoConfidence,
  },
  key: {
    value: expectedKey,
    confidence: (_, from, to) => from.keyConfidence * to.keyConfidence,
  },
  bass: contourRule('bass', 'bass_contour'),
  rhythm: contourRule('rhythm', 'rhythm_contour'),
  samples: {
    value: ({ features }) => {
      const samples: unknown = features?.to?.samples;
      return isFiniteNumber(samples) ? unitRange(samples) : NEUTRAL_VALUES.samples;
    },
    confidence: ({ features }) => Number(isFiniteNumber(features?.to?.samples)),
  },
  energy: {
    value: (pair) => {
      const confidence = energyConfidence(pair);
      if (confidence === 0) return NEUTRAL_VALUES.energy;
      return energyValue(pair.from.energy as number, pair.to.energy as number, confidence);
    },
    confidence: energyConfidence,
  },
  loudness: {
    value: ({ from, to }) => {
      if (from.loudnessLufs === undefined || to.loudnessLufs === undefined) return NEUTRAL_VALUES.loudness;
      return loudnessValue(from.loudnessLufs, to.loudnessLufs);
    },
    confidence: ({ from, to }) => Number(from.loudnessLufs !== undefined && to.loudnessLufs !== undefined),
  },
  tags: {
    value: ({ from, to }) => tagsValue(from.tags, to.tags),
    confidence: ({ from, to }) => Number(from.tags.length > 0 && to.tags.length > 0),
  },
};

const VALUES = SCORE_PARTS.map((name) => RULES[name].value);

/** Parts that need nothing but the two tracks' facts: neither vectors nor records. */
export const FACT_PARTS = ['tempo', 'key', 'energy', 'loudness', 'tags'] as const satisfies readonly ScorePartName[];

/** Parts that need the measured features of records. */
export const RECORD_PARTS = ['bass', 'rhythm', 'samples'] as const satisfies readonly ScorePartName[];

/** Computes one part of the score of a pair. */
export function scorePart(name: ScorePartName, pair: TrackPair): ScorePart {
  const { value, confidence } = RULES[name];
  const [from, to] = [mixFacts(pair.from), mixFacts(pair.to)];
  return { name, value: value(pair, from, to), confidence: confidence(pair, from, to) };
}

/**
 * Returns the weighted mean of the values of {@link scorePart}, 0..1; undefined if all weights are 0. Computes only
 * parts with a weight, since contours take a thousand times longer to compare than the rest.
 */
export function weightedMean(pair: TrackPair, weights: Readonly<ScoreWeights>): number | undefined {
  const from = mixFacts(pair.from);
  const to = mixFacts(pair.to);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < SCORE_PARTS.length; i++) {
    const weight = weights[SCORE_PARTS[i]];
    if (!(weight > 0)) continue;
    sum += weight * VALUES[i](pair, from, to);
    total += weight;
  }
  return total === 0 ? undefined : sum / total;
}

/** Returns the weighted mean of the values of computed parts, 0..1; undefined if all weights are 0. */
export function meanOfParts<Name extends string>(
  parts: readonly { name: Name; value: number }[],
  weights: Readonly<Record<Name, number>>,
): number | undefined {
  let [sum, total] = [0, 0];
  for (const { name, value } of parts) {
    if (!(weights[name] > 0)) continue;
    sum += weights[name] * value;
    total += weights[name];
  }
  return total === 0 ? undefined : sum / total;
}

function expectedTempo(_: TrackPair, a: MixFacts, b: MixFacts): number {
  let sum = (1 - a.tempoConfidence * b.tempoConfidence) * NEUTRAL_VALUES.tempo;
  for (let i = 0; i < a.tempoLogs.length; i++) {
    for (let j = 0; j < b.tempoLogs.length; j++) {
      sum += a.tempoProbabilities[i] * b.tempoProbabilities[j] * tempoValue(b.tempoLogs[j] - a.tempoLogs[i]);
    }
  }
  return unitRange(sum);
}

function expectedKey(_: TrackPair, a: MixFacts, b: MixFacts): number {
  let sum = (1 - a.keyConfidence * b.keyConfidence) * NEUTRAL_VALUES.key;
  for (let j = 0; j < b.keys.length; j++) sum += b.keyProbabilities[j] * a.keyMoves[b.keys[j]];
  return unitRange(sum);
}

/** Returns the value of the part `energy`, expected for a confidence above 0. */
export function energyValue(from: number, to: number, confidence: number): number {
  const share = (to - from) / HALF_VALUE_ENERGY;
  const value = 1 / (1 + share * share);
  return confidence * value + (1 - confidence) * NEUTRAL_VALUES.energy;
}

/** Returns the value of the part `loudness` of two tracks with a known loudness. */
export function loudnessValue(from: number, to: number): number {
  const share = (to - from) / HALF_VALUE_LU;
  return 1 / (1 + share * share);
}

/** Returns the value of the part `tags`. */
export function tagsValue(from: readonly string[], to: readonly string[]): number {
  if (from.length === 0 || to.length === 0) return NEUTRAL_VALUES.tags;
  let shared = 0;
  for (const tag of from) if (to.includes(tag)) shared++;
  return shared / (from.length + to.length - shared);
}

function energyConfidence({ from, to }: TrackPair): number {
  if (from.energy === undefined || to.energy === undefined) return 0;
  return (from.energyConfidence ?? 1) * (to.energyConfidence ?? 1);
}

function contourRule(name: 'bass' | 'rhythm', contour: 'bass_contour' | 'rhythm_contour'): PartRule {
  const likeness = ({ features }: TrackPair) => contourLikeness(contour, features?.from, features?.to);
  return {
    value: (pair) => likeness(pair) ?? NEUTRAL_VALUES[name],
    confidence: ({ features }) => Number(hasContour(contour, features?.from) && hasContour(contour, features?.to)),
  };
}

/** Limits a value to 0..1. */
export function unitRange(value: number): number {
  return value < 0 ? 0 : Math.min(value, 1);
}

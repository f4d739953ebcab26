import { keyRelation } from '../keys/camelot.ts';
import type { TrackFeatures } from '../tracks/track-record.ts';
import { bassSimilarity, rhythmSimilarity } from './contour-similarity.ts';
import type { Likely, MixTrack } from './mix-track.ts';

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

/** Value of a part for tracks without data: about the mean over random pairs. */
const NEUTRAL: Readonly<ScoreWeights> = {
  ann: 0.5,
  tempo: 0.3,
  key: 0.4,
  bass: 0.5,
  rhythm: 0.5,
  samples: 0.5,
  energy: 0.5,
  loudness: 0.5,
  tags: 0,
};

type Measured = Omit<ScorePart, 'name'>;

/** Computes one part of the score of a pair. */
export function scorePart(name: ScorePartName, pair: TrackPair): ScorePart {
  const { value, confidence } = MEASURE[name](pair);
  return { name, value: confidence * value + (1 - confidence) * NEUTRAL[name], confidence };
}

const UNKNOWN: Measured = { value: 0, confidence: 0 };
const known = (value: number): Measured => ({ value: Math.min(1, Math.max(0, value)), confidence: 1 });

/** Tempo change in percent at which the part `tempo` reaches 0. */
const TEMPO_RANGE_PCT = 10;
const HALF_TIME = 0.85;
const LOUDNESS_RANGE_LU = 8;

const KEY_VALUES = {
  same: 1,
  relative: 0.9,
  neighbor: 0.9,
  'energy-boost': 0.7,
  'mood-to-major': 0.7,
  'mood-to-minor': 0.7,
  'energy-raise': 0.6,
  clash: 0,
  unknown: 0,
} as const;

const MEASURE: Readonly<Record<ScorePartName, (pair: TrackPair) => Measured>> = {
  ann: ({ distance }) => (distance === undefined ? UNKNOWN : known(1 - distance)),
  tempo: ({ from, to }) => expected(from.tempos, to.tempos, tempoValue),
  key: ({ from, to }) => expected(from.keys, to.keys, (a, b) => KEY_VALUES[keyRelation(a, b)]),
  bass: ({ features }) => contourPart(features, 'bass_contour', bassSimilarity),
  rhythm: ({ features }) => contourPart(features, 'rhythm_contour', rhythmSimilarity),
  samples: ({ features }) => (features?.to?.samples === undefined ? UNKNOWN : known(features.to.samples)),
  energy: ({ from, to }) =>
    from.energy === undefined || to.energy === undefined ? UNKNOWN : known(1 - 2 * Math.abs(to.energy - from.energy)),
  loudness: ({ from, to }) =>
    from.loudnessLufs === undefined || to.loudnessLufs === undefined
      ? UNKNOWN
      : known(1 - Math.abs(to.loudnessLufs - from.loudnessLufs) / LOUDNESS_RANGE_LU),
  tags: ({ from, to }) => {
    if (from.tags.length === 0 || to.tags.length === 0) return UNKNOWN;
    const shared = from.tags.filter((tag) => to.tags.includes(tag)).length;
    return known(shared / (from.tags.length + to.tags.length - shared));
  },
};

function tempoValue(a: number, b: number): number {
  const at = (target: number) => 1 - (100 * Math.abs(b - target)) / target / TEMPO_RANGE_PCT;
  return Math.max(0, at(a), HALF_TIME * at(2 * a), HALF_TIME * at(a / 2));
}

function contourPart(
  features: TrackPair['features'],
  name: 'bass_contour' | 'rhythm_contour',
  similarity: (a: readonly number[], b: readonly number[]) => number,
): Measured {
  const [a, b] = [features?.from?.[name]?.contour, features?.to?.[name]?.contour];
  return a === undefined || b === undefined ? UNKNOWN : known(similarity(a, b));
}

/** Returns the mean of a value over all combinations of two uncertain facts. */
function expected<Value>(
  from: readonly Likely<Value>[],
  to: readonly Likely<Value>[],
  rate: (a: Value, b: Value) => number,
): Measured {
  let [sum, confidence] = [0, 0];
  for (const a of from) {
    for (const b of to) {
      const probability = a.probability * b.probability;
      sum += probability * rate(a.value, b.value);
      confidence += probability;
    }
  }
  return confidence === 0 ? UNKNOWN : { value: sum / confidence, confidence };
}

import { type KeyRelation, keyRelation } from '../keys/camelot.ts';
import { checkOptions, type OptionRule, optionRules, withDefaults } from '../options/check-options.ts';
import {
  TEMPO_MATCH_DEFAULTS,
  TEMPO_MATCH_RULES,
  type TempoMatchOptions,
  type TempoRelation,
  tempoRelation,
} from '../tempos/tempo-relation.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import type { NeighborSource } from '../vectors/neighbor-source.ts';
import { bassSimilarity, rhythmSimilarity } from './contour-similarity.ts';

/** Weight of each trait in the order; with all zero, distance alone decides. */
export interface RankingWeights {
  /** Closeness of the vectors, `1 - distance`. @default 0 */
  ann?: number;
  /** The candidate's `features.samples`. @default 0 */
  samples?: number;
  /** {@link bassSimilarity} of the bass contours. @default 0 */
  bass?: number;
  /** {@link rhythmSimilarity} of the rhythm contours. @default 0 */
  rhythm?: number;
}

/** Options of {@link recommend}. */
export interface RecommendOptions extends TempoMatchOptions {
  /** Number of tracks. @default 25 */
  top?: number;
  /** Keep only keys that mix by the Camelot rules. @default true */
  camelotNeighbors?: boolean;
  weights?: RankingWeights;
}

/** Defaults of {@link RecommendOptions}. */
export const RECOMMEND_DEFAULTS = {
  ...TEMPO_MATCH_DEFAULTS,
  top: 25,
  camelotNeighbors: true,
  weights: { ann: 0, samples: 0, bass: 0, rhythm: 0 },
} as const satisfies Required<RecommendOptions>;

/** Weights change the order, so that many more than `top` are ranked. */
const RERANK_POOL = 50;

/** One track that goes with the seed. */
export interface Recommendation {
  /** From 1. */
  rank: number;
  path: string;
  record: TrackRecord;
  keyRelation: KeyRelation;
  tempoRelation: TempoRelation;
  /** Cosine distance to the seed, 0..2. */
  distance: number;
  /** The weighted score that decided the order; absent if distance did. */
  score?: number;
}

/** Data that {@link recommend} ranks. */
export interface RecommendInput {
  /** The seed's path, which is never recommended itself. */
  seedPath: string;
  /** The seed's vector, of the source's embedding space. */
  query: Float32Array;
  source: NeighborSource;
  /** A track's record; a track without one is not recommended. */
  record: (path: string) => TrackRecord | undefined;
  /**
   * A track's full record, read for the seed and the few tracks that are ranked. Useful if `record` gives `bpm` and `key` only.
   *
   * @default `record`
   */
  fullRecord?: (path: string) => TrackRecord | undefined;
}

/**
 * Finds the tracks that go with a seed: nearest by vector among those whose key and tempo mix, optionally re-ordered by weighted traits.
 * The filters run inside the search, so that `top` tracks come back if the library holds that many.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function recommend(input: RecommendInput, options: RecommendOptions = {}): Recommendation[] {
  const settings = recommendSettings(options);
  const fullRecord = input.fullRecord ?? input.record;
  const seed = fullRecord(input.seedPath) ?? {};
  const keyOf = (record: TrackRecord) => keyRelation(seed.key, record.key);
  const tempoOf = (record: TrackRecord) => tempoRelation(seed.bpm, record.bpm, settings);
  const accept = (path: string): boolean => {
    if (path === input.seedPath) return false;
    const record = input.record(path);
    if (!record) return false;
    return tempoOf(record) !== 'clash' && !(settings.camelotNeighbors && keyOf(record) === 'clash');
  };

  const weighted = Object.values(settings.weights).some((weight) => weight !== 0);
  const neighbors = input.source.nearest(input.query, settings.top + (weighted ? RERANK_POOL : 0), accept);
  const candidates = neighbors.map(({ path, distance }): Omit<Recommendation, 'rank'> => {
    const record = fullRecord(path) ?? {};
    const candidate = { path, record, keyRelation: keyOf(record), tempoRelation: tempoOf(record), distance };
    return weighted ? { ...candidate, score: weightedScore(seed, record, distance, settings.weights) } : candidate;
  });
  if (weighted) candidates.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.distance - b.distance);
  return candidates.slice(0, settings.top).map((candidate, i) => ({ rank: i + 1, ...candidate }));
}

function weightedScore(
  seed: TrackRecord,
  record: TrackRecord,
  distance: number,
  weights: Required<RankingWeights>,
): number {
  const contour = (track: TrackRecord, name: 'bass_contour' | 'rhythm_contour') =>
    track.features?.[name]?.contour ?? [];
  let score = weights.ann * (1 - distance) + weights.samples * (record.features?.samples ?? 0);
  // warping costs a thousand times more than the rest
  if (weights.bass !== 0)
    score += weights.bass * bassSimilarity(contour(seed, 'bass_contour'), contour(record, 'bass_contour'));
  if (weights.rhythm !== 0) {
    score += weights.rhythm * rhythmSimilarity(contour(seed, 'rhythm_contour'), contour(record, 'rhythm_contour'));
  }
  return score;
}

/** {@link RecommendOptions} with every default filled in. */
export interface RecommendSettings extends Required<RecommendOptions> {
  weights: Required<RankingWeights>;
}

const WEIGHT_RULES = {
  ann: optionRules.finiteNumber,
  samples: optionRules.finiteNumber,
  bass: optionRules.finiteNumber,
  rhythm: optionRules.finiteNumber,
} satisfies Record<keyof RankingWeights, OptionRule>;
const RULES = {
  ...TEMPO_MATCH_RULES,
  top: optionRules.positiveInteger,
  camelotNeighbors: optionRules.flag,
  weights: optionRules.options,
} satisfies Record<keyof RecommendOptions, OptionRule>;

/**
 * Fills in the defaults of options that were not given.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function recommendSettings(options: RecommendOptions): RecommendSettings {
  checkOptions(options, RULES);
  checkOptions(options.weights ?? {}, WEIGHT_RULES, 'weights.');
  const { weights = {}, ...rest } = options;
  return {
    ...withDefaults<RecommendSettings>(RECOMMEND_DEFAULTS, rest),
    weights: withDefaults<RecommendSettings['weights']>(RECOMMEND_DEFAULTS.weights, weights),
  };
}

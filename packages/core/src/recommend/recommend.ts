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
import { mixFilter } from './mix-filter.ts';
import { type RankingWeights, weightedScore } from './ranking-weights.ts';

/** Options of {@link recommend}. */
export interface RecommendOptions extends TempoMatchOptions {
  /** Number of tracks. @default 25 */
  top?: number;
  /** Keeps only keys that mix by the Camelot rules. @default true */
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

/** Tracks ranked beyond `top`, because weights change the order. */
const RERANK_POOL = 50;

/** One track that goes with the seed. */
export interface Recommendation {
  /** Position in the result, from 1. */
  rank: number;
  path: string;
  record: TrackRecord;
  keyRelation: KeyRelation;
  tempoRelation: TempoRelation;
  /** Cosine distance to the seed, 0..2. */
  distance: number;
  /** Weighted score that decided the order; absent if distance did. */
  score?: number;
}

/** Input of {@link recommend}. */
export interface RecommendInput {
  /** Path of the seed, which is never recommended itself. */
  seedPath: string;
  /** Vector of the seed, of the source's embedding space. */
  query: Float32Array;
  /** Index or list to search. */
  source: NeighborSource;
  /** Returns a track's record. A track without one is not recommended. */
  record: (path: string) => TrackRecord | undefined;
  /** Returns the full record of the seed or a ranked track, if `record` returns only BPM and key. @default `record` */
  fullRecord?: (path: string) => TrackRecord | undefined;
}

/**
 * Finds the tracks that go with a seed: the nearest by vector whose key and tempo mix. The filters run inside the
 * search, so that you get `top` tracks if the library has that many. With weights it ranks the `top` + 50 nearest of
 * those that mix; the Python rbassist filters the `top` + 50 nearest of all.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function recommend(input: RecommendInput, options: RecommendOptions = {}): Recommendation[] {
  const settings = recommendSettings(options);
  const fullRecord = input.fullRecord ?? input.record;
  const seed = fullRecord(input.seedPath) ?? {};
  const removedBy = mixFilter(seed, settings);
  const accept = (path: string): boolean => {
    if (path === input.seedPath) return false;
    const record = input.record(path);
    return record !== undefined && removedBy(record) === undefined;
  };

  const weighted = Object.values(settings.weights).some((weight) => weight !== 0);
  const neighbors = input.source.nearest(input.query, settings.top + (weighted ? RERANK_POOL : 0), accept);
  const candidates = neighbors.map(({ path, distance }): Omit<Recommendation, 'rank'> => {
    const record = fullRecord(path) ?? {};
    const candidate = {
      path,
      record,
      keyRelation: keyRelation(seed.key, record.key),
      tempoRelation: tempoRelation(seed.bpm, record.bpm, settings),
      distance,
    };
    return weighted ? { ...candidate, score: weightedScore(seed, record, distance, settings.weights) } : candidate;
  });
  if (weighted) candidates.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.distance - b.distance);
  return candidates.slice(0, settings.top).map((candidate, i) => ({ rank: i + 1, ...candidate }));
}

/** Options of {@link recommend} with every default filled in. */
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

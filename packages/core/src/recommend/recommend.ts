import { type KeyRelation, keyRelation } from '../keys/camelot.ts';
import { bassSimilarity, rhythmSimilarity } from './contour-similarity.ts';
import { OptionError } from '../errors.ts';
import type { NeighborSource } from '../vectors/neighbor-source.ts';
import { TEMPO_DEFAULTS, type TempoOptions, type TempoRelation, tempoRelation } from '../tempos/tempo-relation.ts';
import type { TrackRecord } from '../tracks/track-record.ts';

/** How much each trait counts in the order; all zero means: by distance alone. */
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

/** What may be recommended, and in what order. */
export interface RecommendOptions extends TempoOptions {
  /** How many tracks are wanted. @default 25 */
  top?: number;
  /** Whether only keys that mix by the Camelot rules pass. @default true */
  camelotNeighbors?: boolean;
  weights?: RankingWeights;
}

/** Defaults of {@link RecommendOptions}. */
export const RECOMMEND_DEFAULTS = {
  ...TEMPO_DEFAULTS,
  top: 25,
  camelotNeighbors: true,
  weights: { ann: 0, samples: 0, bass: 0, rhythm: 0 },
} as const satisfies Required<RecommendOptions>;

/** With weights the order changes, so more than `top` are drawn before ordering. */
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
  /** The weighted score that decided the order; absent when distance did. */
  score?: number;
}

/** What {@link recommend} ranks from. */
export interface RecommendInput {
  /** The seed's path, which is never recommended itself. */
  seedPath: string;
  /** The seed's vector, of the source's embedding space. */
  query: Float32Array;
  source: NeighborSource;
  /** What is known of a track; a track that nothing is known of is not recommended. */
  record: (path: string) => TrackRecord | undefined;
  /**
   * All that is known of a track, asked of the seed and of the few that are ranked, where `record` tells no more than `bpm` and `key`.
   *
   * @default `record`
   */
  whole?: (path: string) => TrackRecord | undefined;
}

/**
 * The tracks that go with a seed: nearest by vector among those whose key and tempo mix, optionally re-ordered by weighted traits.
 * The filters are applied inside the search, so `top` tracks come back whenever the library holds that many.
 *
 * @throws {OptionError} when an option cannot be meant.
 */
export function recommend(input: RecommendInput, options: RecommendOptions = {}): Recommendation[] {
  const settings = recommendSettings(options);
  const whole = input.whole ?? input.record;
  const seed = whole(input.seedPath) ?? {};
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
    const record = whole(path) ?? {};
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
  // warping costs a thousand times more than the rest, so it runs only where it counts
  if (weights.bass !== 0)
    score += weights.bass * bassSimilarity(contour(seed, 'bass_contour'), contour(record, 'bass_contour'));
  if (weights.rhythm !== 0) {
    score += weights.rhythm * rhythmSimilarity(contour(seed, 'rhythm_contour'), contour(record, 'rhythm_contour'));
  }
  return score;
}

/** Options with nothing left open. */
export interface RecommendSettings extends Required<RecommendOptions> {
  weights: Required<RankingWeights>;
}

/**
 * Fills in the defaults for what was not given.
 *
 * @throws {OptionError} when an option cannot be meant.
 */
export function recommendSettings(options: RecommendOptions): RecommendSettings {
  const {
    top = RECOMMEND_DEFAULTS.top,
    tempoPct = RECOMMEND_DEFAULTS.tempoPct,
    allowDoubletime = RECOMMEND_DEFAULTS.allowDoubletime,
    camelotNeighbors = RECOMMEND_DEFAULTS.camelotNeighbors,
  } = options;
  const { ann = 0, samples = 0, bass = 0, rhythm = 0 } = options.weights ?? {};
  const weights = { ann, samples, bass, rhythm };
  if (!Number.isInteger(top) || top < 1) throw new OptionError(`top must be a positive whole number, got ${top}.`);
  if (!(Number.isFinite(tempoPct) && tempoPct >= 0))
    throw new OptionError(`tempoPct must be 0 or more, got ${tempoPct}.`);
  for (const [name, weight] of Object.entries(weights)) {
    if (!Number.isFinite(weight)) throw new OptionError(`weights.${name} must be a finite number, got ${weight}.`);
  }
  return { top, tempoPct, allowDoubletime, camelotNeighbors, weights };
}

import type { TrackRecord } from '../tracks/track-record.ts';
import type { Candidate } from './candidate-pool.ts';
import { weightedScore } from './ranking-weights.ts';
import type { RecommendSettings } from './recommend-options.ts';

/** A candidate with the score that decides the order. */
export interface Ranked extends Candidate {
  /** Absent if distance decides. */
  score?: number;
}

/** Tracks ranked beyond `top`, because weights change the order. */
const RERANK_POOL = 50;

/** Returns the number of different songs to rank. */
export function poolSize({ top, weights }: RecommendSettings): number {
  return top + (isWeighted(weights) ? RERANK_POOL : 0);
}

/** Orders candidates, the best first: by weighted score, or by distance if all weights are 0. */
export function rankCandidates(
  seed: TrackRecord,
  candidates: readonly Candidate[],
  { weights }: RecommendSettings,
  record: (path: string) => TrackRecord | undefined,
): Ranked[] {
  if (!isWeighted(weights)) return [...candidates];
  const ranked = candidates.map((candidate) => ({
    ...candidate,
    score: weightedScore(seed, record(candidate.path) ?? {}, candidate.distance, weights),
  }));
  return ranked.sort((a, b) => b.score - a.score || a.distance - b.distance || (a.path < b.path ? -1 : 1));
}

function isWeighted(weights: RecommendSettings['weights']): boolean {
  return Object.values(weights).some((weight) => weight !== 0);
}

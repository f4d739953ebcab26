import type { TrackRecord } from '../tracks/track-record.ts';
import { bassSimilarity, rhythmSimilarity } from './contour-similarity.ts';

/** Weights of the traits that order the result. If all are 0, distance alone decides. */
export interface RankingWeights {
  /** Weight of the vectors' similarity, `1 - distance`. @default 0 */
  ann?: number;
  /** Weight of the candidate's `features.samples`. @default 0 */
  samples?: number;
  /** Weight of similar bass lines, 0..1 by dynamic time warping of the contours. @default 0 */
  bass?: number;
  /** Weight of similar rhythms, 0..1 by dynamic time warping of the contours. @default 0 */
  rhythm?: number;
}

/** Returns the weighted sum of a candidate's traits, by which it is ranked. */
export function weightedScore(
  seed: TrackRecord,
  record: TrackRecord,
  distance: number,
  weights: Required<RankingWeights>,
): number {
  const contour = (track: TrackRecord, name: 'bass_contour' | 'rhythm_contour') =>
    track.features?.[name]?.contour ?? [];
  let score = weights.ann * (1 - distance) + weights.samples * (record.features?.samples ?? 0);
  // time warping costs a thousand times more than the rest
  if (weights.bass !== 0)
    score += weights.bass * bassSimilarity(contour(seed, 'bass_contour'), contour(record, 'bass_contour'));
  if (weights.rhythm !== 0) {
    score += weights.rhythm * rhythmSimilarity(contour(seed, 'rhythm_contour'), contour(record, 'rhythm_contour'));
  }
  return score;
}

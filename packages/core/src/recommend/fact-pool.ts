import type { MixTrack } from './mix-track.ts';
import { FACT_PARTS, type ScoreWeights } from './score-parts.ts';
import { NO_WEIGHTS } from './score-weights.ts';
import { transitionCost } from './transition.ts';

/** Tracks of a library whose facts fit the seeds best. */
export interface FactPool {
  /** Number of tracks. */
  count: number;
  has: (position: number) => boolean;
}

/**
 * Finds the tracks that fit best by the parts of the score that need no vector and no record, such as `tempo` and `key`.
 * If these have large weights, the best tracks need not be near the seeds. Contains all tracks as good as the last.
 *
 * @param listPositions Returns the positions of the tracks to choose from.
 * @param count Number of tracks wanted.
 * @returns undefined if these parts have no weight.
 */
export function factPool(
  tracks: readonly MixTrack[],
  seeds: readonly MixTrack[],
  listPositions: () => readonly number[],
  count: number,
  weights: Readonly<ScoreWeights>,
): FactPool | undefined {
  const factWeights = { ...NO_WEIGHTS };
  for (const name of FACT_PARTS) factWeights[name] = weights[name];
  if (FACT_PARTS.every((name) => weights[name] === 0)) return undefined;
  const positions = listPositions();
  const costs = new Float64Array(positions.length);
  const pair = { from: seeds[0], to: seeds[0] };
  for (let i = 0; i < positions.length; i++) {
    pair.to = tracks[positions[i]];
    let best = Number.POSITIVE_INFINITY;
    for (const seed of seeds) {
      pair.from = seed;
      best = Math.min(best, transitionCost(pair, factWeights));
    }
    costs[i] = best;
  }
  const limit = costs.slice().sort()[Math.min(count, costs.length) - 1];
  const chosen = new Set(positions.filter((_, i) => costs[i] <= limit));
  return { count: chosen.size, has: (position) => chosen.has(position) };
}

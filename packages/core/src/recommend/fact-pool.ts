import { cosineDistance } from '../vectors/vector-math.ts';
import type { MixTrack } from './mix-track.ts';
import { FACT_PARTS, type ScoreWeights } from './score-parts.ts';
import { NO_WEIGHTS } from './score-weights.ts';
import type { TableSource } from './table-source.ts';
import { transitionCost } from './transition.ts';

/** Positions of the tracks whose facts fit the seeds best. */
export interface FactPool {
  /** Tracks that are better than the last one wanted; fewer than wanted. */
  better: number[];
  /** Tracks as good as the last one wanted, any number. */
  equal: number[];
}

/**
 * Finds the tracks that fit best by the parts of the score that need no vector and no record, e.g. `tempo` and `key`.
 * If these have large weights, the best tracks need not be near the seeds.
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
  if (FACT_PARTS.every((name) => weights[name] === 0)) return undefined;
  const positions = listPositions();
  if (positions.length === 0) return undefined;
  const factWeights = { ...NO_WEIGHTS };
  for (const name of FACT_PARTS) factWeights[name] = weights[name];
  const pair = { from: seeds[0], to: seeds[0] };
  const costs = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i++) {
    pair.to = tracks[positions[i]];
    costs[i] = Number.POSITIVE_INFINITY;
    for (const seed of seeds) {
      pair.from = seed;
      costs[i] = Math.min(costs[i], transitionCost(pair, factWeights));
    }
  }
  const last = costs.slice().sort()[Math.min(count, costs.length) - 1];
  return {
    better: positions.filter((_, i) => costs[i] < last),
    equal: positions.filter((_, i) => costs[i] === last),
  };
}

/** Returns a source of a few tracks, which compares each with the query. */
export function listSource(
  positions: readonly number[],
  vector: (position: number) => Float32Array | undefined,
): TableSource {
  return {
    has: (position) => positions.includes(position),
    nearest(query, count, accept) {
      const near = positions.filter(accept).flatMap((position) => {
        const found = vector(position);
        return found ? [{ position, distance: cosineDistance(query, found) }] : [];
      });
      return near.sort((a, b) => a.distance - b.distance).slice(0, count);
    },
  };
}

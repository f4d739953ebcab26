import { cosineDistance } from '../vectors/vector-math.ts';
import { factCosts } from './fact-costs.ts';
import type { MixTable } from './mix-table.ts';
import type { MixTrack } from './mix-track.ts';
import { FACT_PARTS, type ScoreWeights } from './score-parts.ts';
import type { TableSource } from './table-source.ts';

/** Positions of the tracks whose facts fit the seeds best. */
export interface FactPool {
  /** Tracks that are better than the last one wanted; fewer than wanted. */
  better: number[];
  /** Tracks as good as the last one wanted, any number. */
  equal: number[];
}

/** Largest number that is found without sorting all. */
const FEW = 1000;

/**
 * Finds the tracks that fit best by the parts of the score that need no vector and no record, e.g. `tempo` and `key`.
 * If these have large weights, the best tracks need not be near the seeds.
 *
 * @param listPositions Returns the positions of the tracks to choose from.
 * @param count Number of tracks wanted.
 * @returns undefined if these parts have no weight.
 */
export function factPool(
  table: MixTable,
  seeds: readonly MixTrack[],
  listPositions: () => Uint32Array,
  count: number,
  weights: Readonly<ScoreWeights>,
): FactPool | undefined {
  if (FACT_PARTS.every((name) => weights[name] === 0)) return undefined;
  const positions = listPositions();
  if (positions.length === 0) return undefined;
  const costs = factCosts(table, seeds[0], positions, weights);
  for (const seed of seeds.slice(1)) {
    const others = factCosts(table, seed, positions, weights);
    for (let i = 0; i < costs.length; i++) costs[i] = Math.min(costs[i], others[i]);
  }
  const last = smallest(costs, Math.min(count, costs.length));
  const pool: FactPool = { better: [], equal: [] };
  for (let i = 0; i < costs.length; i++) {
    if (costs[i] < last) pool.better.push(positions[i]);
    else if (costs[i] === last) pool.equal.push(positions[i]);
  }
  return pool;
}

/** Returns the number at place `count`, from 1, of the sorted numbers. */
function smallest(numbers: Float64Array, count: number): number {
  if (count > FEW) return numbers.slice().sort()[count - 1];
  const least = numbers.slice(0, count).sort();
  for (let i = count; i < numbers.length; i++) {
    if (numbers[i] >= least[count - 1]) continue;
    let at = count - 1;
    for (; at > 0 && least[at - 1] > numbers[i]; at--) least[at] = least[at - 1];
    least[at] = numbers[i];
  }
  return least[count - 1];
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

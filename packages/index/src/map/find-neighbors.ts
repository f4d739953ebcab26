import { NeighborLists } from './neighbor-lists.ts';
import { type DistancesFrom, projectionLeaves } from './projection-leaves.ts';

export interface NeighborSearch {
  /** Number of rows. */
  count: number;
  /** Neighbours wanted per row. */
  length: number;
  distancesFrom: DistancesFrom;
  random: () => number;
  /** Called with the share of the work done, 0..1. */
  onShare: (share: number) => void;
}

const TREES = 6;
const LARGEST_LEAF = 40;
/** Later rounds change hardly anything. */
const ROUNDS = 3;

/**
 * Finds about 95 % of the nearest neighbours of every row: first in the leaves of a few trees, then among the
 * neighbours of neighbours (NN-descent, Dong, Moses and Li, 2011). Finds all if one leaf has room for all rows.
 */
export function findNeighbors({ count, length, distancesFrom, random, onShare }: NeighborSearch): NeighborLists {
  const lists = new NeighborLists(count, Math.min(length, Math.max(0, count - 1)));
  const steps = TREES + count * ROUNDS;
  let done = 0;
  for (let tree = 0; tree < TREES; tree++) {
    const leaves = projectionLeaves(count, LARGEST_LEAF, distancesFrom, random);
    for (const leaf of leaves) compareAll(lists, leaf, distancesFrom);
    onShare(++done / steps);
  }
  for (let round = 0; round < ROUNDS; round++) {
    exploreNeighbors(lists, distancesFrom, () => onShare(++done / steps));
  }
  return lists;
}

function compareAll(lists: NeighborLists, rows: Int32Array, distancesFrom: DistancesFrom): void {
  for (let i = 0; i < rows.length; i++) {
    const distance = distancesFrom(rows[i]);
    for (let j = i + 1; j < rows.length; j++) {
      const far = distance(rows[j]);
      lists.offer(rows[i], rows[j], far);
      lists.offer(rows[j], rows[i], far);
    }
  }
}

function exploreNeighbors(lists: NeighborLists, distancesFrom: DistancesFrom, onRow: () => void): void {
  const comparedWith = new Int32Array(lists.count).fill(-1);
  for (let row = 0; row < lists.count; row++) {
    const distance = distancesFrom(row);
    // the list changes while its neighbours are read
    const neighbors = lists.of(row).slice();
    comparedWith[row] = row;
    for (const neighbor of neighbors) comparedWith[neighbor] = row;
    for (const neighbor of neighbors) {
      for (const candidate of lists.of(neighbor)) {
        if (comparedWith[candidate] === row) continue;
        comparedWith[candidate] = row;
        const far = distance(candidate);
        lists.offer(row, candidate, far);
        lists.offer(candidate, row, far);
      }
    }
    onRow();
  }
}

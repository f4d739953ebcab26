import type { Neighbor, NeighborSource } from '../vectors/neighbor-source.ts';
import type { MixTable } from './mix-table.ts';
import type { RepeatGroup, Repeats } from './repeats.ts';

/** A track that passed the filters. */
export interface Candidate {
  path: string;
  /** Position in the {@link MixTable}. */
  position: number;
  /** Cosine distance to the nearest query, 0..2. */
  distance: number;
  /** Versions and copies of one song share a group, and only the best-ranked is recommended. */
  group: RepeatGroup;
}

/** What to search, and for what. */
export interface PoolSearch {
  table: MixTable;
  source: NeighborSource;
  /** Vectors to search around, of the source's embedding space. */
  queries: readonly Float32Array[];
  /** Returns true if the track at a position passes the filters. */
  passes: (position: number) => boolean;
  /** Groups the versions and copies. Contains the seeds. */
  repeats: Repeats;
  /** Number of groups to find; `Infinity` for all. */
  wanted: number;
  /** Number of tracks that pass the filters. */
  passing: number;
}

/** Tracks of additional groups to ask for at first, because some nearest tracks repeat others. */
const SPARE = 10;

/**
 * Finds the nearest tracks that pass the filters, until they are enough different songs. Leaves out versions and copies
 * of the seeds.
 *
 * @returns the candidates, the nearest first.
 */
export function candidatePool(search: PoolSearch): Candidate[] {
  const { source, queries, table, passes, repeats, wanted, passing } = search;
  const accept = (path: string): boolean => {
    const position = table.position(path);
    return position !== undefined && passes(position);
  };
  const candidates: Candidate[] = [];
  let count = Math.min(passing, wanted + SPARE);
  while (count > 0) {
    for (const { path, distance } of nearestToAny(source, queries, count, accept)) {
      const position = table.position(path) ?? -1;
      if (repeats.has(position)) continue;
      const group = repeats.add(position);
      if (!group.isSeed) candidates.push({ path, position, distance, group });
    }
    if (repeats.groups >= wanted || count >= passing) break;
    count = Math.min(passing, 2 * count);
  }
  return candidates;
}

/** Merges the neighbours of all queries, each at its smallest distance. */
function nearestToAny(
  source: NeighborSource,
  queries: readonly Float32Array[],
  count: number,
  accept: (path: string) => boolean,
): Neighbor[] {
  const distances = new Map<string, number>();
  for (const query of queries) {
    for (const { path, distance } of source.nearest(query, count, accept)) {
      distances.set(path, Math.min(distance, distances.get(path) ?? Number.POSITIVE_INFINITY));
    }
  }
  const neighbors = [...distances].map(([path, distance]) => ({ path, distance }));
  // copies are equally near: the path makes the order independent of that of the library
  return neighbors.sort((a, b) => a.distance - b.distance || (a.path < b.path ? -1 : 1));
}

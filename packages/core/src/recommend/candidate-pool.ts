import type { MixTable } from './mix-table.ts';
import type { RepeatGroup, Repeats } from './repeats.ts';
import type { TableNeighbor, TableSource } from './table-source.ts';

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

/** A search for candidates. */
export interface PoolSearch {
  table: MixTable;
  source: Pick<TableSource, 'nearest'>;
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
  const { table, repeats, wanted, passing } = search;
  const candidates: Candidate[] = [];
  let count = Math.min(passing, wanted + SPARE);
  while (count > 0) {
    for (const { position, distance } of nearestToAny(search, count)) {
      if (repeats.has(position)) continue;
      const group = repeats.add(position);
      if (!group.isSeed) candidates.push({ path: table.tracks[position].path, position, distance, group });
    }
    if (repeats.groups >= wanted || count >= passing) break;
    count = Math.min(passing, 2 * count);
  }
  return candidates;
}

/** Merges the neighbours of all queries, each at its smallest distance. */
function nearestToAny({ source, queries, passes, table }: PoolSearch, count: number): TableNeighbor[] {
  const distances = new Map<number, number>();
  for (const query of queries) {
    for (const { position, distance } of source.nearest(query, count, passes)) {
      distances.set(position, Math.min(distance, distances.get(position) ?? Number.POSITIVE_INFINITY));
    }
  }
  const pathOf = (position: number) => table.tracks[position].path;
  const neighbors = [...distances].map(([position, distance]) => ({ position, distance }));
  // copies are equally near: the path makes the order independent of that of the library
  return neighbors.sort((a, b) => a.distance - b.distance || (pathOf(a.position) < pathOf(b.position) ? -1 : 1));
}

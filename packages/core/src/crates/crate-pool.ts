import type { Neighbor, NeighborSource } from '../vectors/neighbor-source.ts';
import type { CrateStrategy } from './crate-options.ts';
import type { CrateProfile } from './crate-profile.ts';

/** A track near a crate. */
export interface PooledTrack {
  path: string;
  /** Number of members that have the track among their nearest. */
  support: number;
}

interface PoolSearch {
  profile: CrateProfile;
  source: NeighborSource;
  strategy: CrateStrategy;
  accept: (path: string) => boolean;
  /** Number of tracks to find. */
  size: number;
}

/** Fewest neighbours of a member that count as its support. */
const LEAST_NEAREST = 50;

/**
 * Finds the tracks nearest to the middle of a crate, and those that are near many of its members.
 *
 * @returns those that both searches find first, then those near the middle, then those near many members.
 */
export function cratePool({ profile, source, strategy, accept, size }: PoolSearch): PooledTrack[] {
  const { centroid, placed } = profile;
  const central = centroid === undefined ? [] : source.nearest(centroid, size, accept);
  const found = new Map<string, PooledTrack & { distance: number }>();
  for (const { vector } of placed) {
    for (const { path, distance } of source.nearest(vector, Math.max(size, LEAST_NEAREST), accept)) {
      const known = found.get(path);
      if (known === undefined) found.set(path, { path, support: 1, distance });
      else {
        known.support++;
        known.distance = Math.min(known.distance, distance);
      }
    }
  }
  const covering = [...found.values()]
    .sort((a, b) => b.support - a.support || a.distance - b.distance || (a.path < b.path ? -1 : 1))
    .slice(0, size);
  const paths = ORDERS[strategy](
    inOrder(central),
    covering.map(({ path }) => path),
  );
  return paths.slice(0, size).map((path) => ({ path, support: found.get(path)?.support ?? 0 }));
}

const ORDERS: Readonly<Record<CrateStrategy, (central: string[], covering: string[]) => string[]>> = {
  centroid: (central) => central,
  coverage: (_, covering) => covering,
  blend: (central, covering) => {
    const covers = new Set(covering);
    const both = central.filter((path) => covers.has(path));
    return [...new Set([...both, ...central, ...covering])];
  },
};

/** Sorts equally near tracks by path, so that the order of the library does not matter. */
function inOrder(neighbors: readonly Neighbor[]): string[] {
  return [...neighbors].sort((a, b) => a.distance - b.distance || (a.path < b.path ? -1 : 1)).map(({ path }) => path);
}

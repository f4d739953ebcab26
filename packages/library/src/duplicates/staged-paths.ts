import type { MixTable } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

const OF_TABLE = new WeakMap<MixTable, ReadonlySet<string>>();

/** See `Library.stagedPaths`. */
export async function stagedPaths(context: LibraryContext): Promise<ReadonlySet<string>> {
  await context.refresh();
  const { table } = context.mixTracks;
  const known = OF_TABLE.get(table);
  if (known) return known;
  const paths = new Set(table.tracks.flatMap(({ path, state }) => (state === 'staged' ? path : [])));
  OF_TABLE.set(table, paths);
  return paths;
}

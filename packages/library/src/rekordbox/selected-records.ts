import type { KnownField, TrackRecord } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

/** Share of a library from which one pass over all records is faster than a look-up of each. */
const LARGE_SHARE = 0.25;

/** Yields the records of some tracks in the order of the library, with the given keys. */
export function* selectedRecords<Key extends KnownField>(
  { meta }: LibraryContext,
  wanted: { has(path: string): boolean; size: number },
  keys: readonly Key[],
): Generator<[path: string, record: Pick<TrackRecord, Key>]> {
  if (wanted.size > meta.size * LARGE_SHARE) {
    for (const [path, record] of meta.tracks(keys)) if (wanted.has(path)) yield [path, record];
    return;
  }
  for (const path of meta.paths()) {
    const record = wanted.has(path) ? meta.get(path, keys) : undefined;
    if (record !== undefined) yield [path, record];
  }
}

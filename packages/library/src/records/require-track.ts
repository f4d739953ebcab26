import { NotFoundError, type TrackRecord } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

/**
 * Returns a track's path as `meta.json` spells it, and its record.
 *
 * @throws {NotFoundError} if the library has no such track.
 */
export function requireTrack(context: LibraryContext, path: string): { key: string; record: TrackRecord } {
  const key = context.records.keyOf(path);
  const record = key === undefined ? undefined : context.meta.get(key);
  if (key !== undefined && record !== undefined) return { key, record };
  const remedies = [{ action: 'rescan' as const, paths: [path] }];
  throw new NotFoundError(`The library has no track ${path}.`, [], { remedies });
}

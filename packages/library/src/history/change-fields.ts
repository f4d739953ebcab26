import type { TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';
import { ChangeHistory, fieldDigest, type HistoryEntry } from './change-history.ts';
import { settleChange } from './settle-change.ts';

/** Returns the values that a patch changes. */
export function previousValues(record: TrackRecord, patch: TrackPatch): HistoryEntry['tracks'][string] {
  const values = Object.keys(patch).map((key) => ({
    key,
    before: record[key] ?? null,
    after: fieldDigest(patch[key]),
  }));
  const changed = values.filter(({ before, after }) => fieldDigest(before) !== after);
  return Object.fromEntries(changed.map(({ key, ...value }) => [key, value]));
}

/**
 * Changes records, so that it can be undone. Call it while no one else can write.
 *
 * @param command The command or action, in words of a front end.
 * @param patchesOf Returns the patches for the current records.
 * @param save Saves all records or none.
 * @returns the number of tracks that changed.
 */
export async function changeFields(
  context: LibraryContext,
  command: string,
  patchesOf: () => ReadonlyMap<string, TrackPatch>,
  save: () => Promise<void>,
): Promise<number> {
  await settleChange(context);
  const patches = patchesOf();
  const entry: HistoryEntry = { version: 1, command, time: new Date().toISOString(), tracks: {}, files: [] };
  for (const [path, patch] of patches) {
    const values = previousValues(context.meta.get(path) ?? {}, patch);
    if (Object.keys(values).length > 0) entry.tracks[path] = values;
  }
  const changed = Object.keys(entry.tracks).length;
  if (changed === 0) return 0;
  const history = new ChangeHistory(context.folder);
  await history.start(entry);
  for (const [path, patch] of patches) context.meta.update(path, patch);
  await save();
  await history.finish();
  return changed;
}

import type { TrackPatch } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';
import { settleTagChange } from './settle-tag-change.ts';
import { fieldDigest, type HistoryEntry, TAG_KEYS, TagHistory } from './tag-history.ts';

/**
 * Changes record keys that the history of tags covers, with one write that can be undone like a change of tags.
 *
 * @param command The command, in words of a front end.
 * @param patchesOf Returns the patches for the current records, with keys of `TAG_KEYS` only.
 */
export function changeFields(
  context: LibraryContext,
  command: string,
  patchesOf: () => ReadonlyMap<string, TrackPatch>,
): Promise<void> {
  return context.records.change(async () => {
    await settleTagChange(context);
    const patches = patchesOf();
    if (patches.size === 0) return;
    const entry: HistoryEntry = { version: 1, command, time: new Date().toISOString(), tracks: {}, files: [] };
    for (const [path, patch] of patches) {
      const record = context.meta.get(path, TAG_KEYS);
      const changed = TAG_KEYS.filter((key) => key in patch);
      entry.tracks[path] = Object.fromEntries(
        changed.map((key) => [key, { before: record?.[key] ?? null, after: fieldDigest(patch[key]) }]),
      );
    }
    const history = new TagHistory(context.folder);
    await history.start(entry);
    for (const [path, patch] of patches) context.meta.update(path, patch);
    await context.meta.compact();
    await history.finish();
  });
}

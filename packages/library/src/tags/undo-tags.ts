import { rm } from 'node:fs/promises';
import { NotFoundError } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { settleTagChange } from './settle-tag-change.ts';
import { readText, writeTagFile } from './tag-files.ts';
import { fieldDigest, TAG_KEYS, TagHistory, textDigest } from './tag-history.ts';

/** Result of `Library.undoTags`. */
export interface UndoneTags {
  /** The command that was undone. */
  command: string;
  /** Its time, ISO 8601. */
  time: string;
  /** Tracks whose tags are as before. */
  restored: number;
  /** Tracks that stay as they are, because something changed their tags since, or the library lost them. */
  conflicts: { path: string; reason: 'changed' | 'gone' }[];
  /** Files of the Python rbassist that are as before. */
  files: string[];
  /** Files that stay as they are, because something changed them since. */
  changedFiles: string[];
}

/** Puts back the tags before the last command that changed them, with one write. See `Library.undoTags`. */
export function undoTags(context: LibraryContext): Promise<UndoneTags> {
  return context.records.change(async () => {
    const { folder, meta } = context;
    await settleTagChange(context);
    const last = await new TagHistory(folder).last();
    if (!last) throw new NotFoundError('No command that changed tags is left to undo.');
    const { command, time, tracks, files } = last.entry;
    const undone: UndoneTags = { command, time, restored: 0, conflicts: [], files: [], changedFiles: [] };
    const patches = new Map<string, Record<string, unknown>>();
    for (const [path, values] of Object.entries(tracks)) {
      const record = meta.get(path, TAG_KEYS);
      const patch: Record<string, unknown> = {};
      let isChanged = false;
      for (const key of TAG_KEYS) {
        const value = values[key];
        if (!value) continue;
        const now = fieldDigest(record?.[key]);
        if (now === value.after) patch[key] = value.before ?? undefined;
        // a crash may have stopped the command before it changed this
        else if (now !== fieldDigest(value.before)) isChanged = true;
      }
      if (record === undefined) undone.conflicts.push({ path, reason: 'gone' });
      else if (isChanged) undone.conflicts.push({ path, reason: 'changed' });
      else patches.set(path, patch);
    }
    for (const [path, patch] of patches) meta.update(path, patch);
    undone.restored = patches.size;
    await meta.compact();
    for (const { path, before, after } of files) {
      const text = await readText(path);
      if (text === before) continue;
      if (text === undefined || textDigest(text) !== after) undone.changedFiles.push(path);
      else {
        await writeTagFile(path, before);
        undone.files.push(path);
      }
    }
    await rm(last.path, { force: true });
    return undone;
  });
}

import { dirname } from 'node:path';
import { removeAbandonedFiles, type TrackRecord } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { readText, writeTagFile } from '../tags/tag-files.ts';
import { ChangeHistory, fieldDigest, type HistoryEntry, textDigest } from './change-history.ts';

/**
 * Completes a change that was stopped: keeps it if the records have it, else puts the tag files back, unless another
 * program changed them since. Call it while no one else can write.
 */
export async function settleChange({ folder, meta }: Pick<LibraryContext, 'folder' | 'meta'>): Promise<void> {
  const history = new ChangeHistory(folder);
  const entry = await unsavedChange({ folder, meta });
  if (entry === undefined) return history.finish();
  for (const file of entry.files) {
    const text = await readText(file.path);
    if (text !== undefined && text !== textBefore(text, file)) await writeTagFile(file.path, file.before);
    await removeAbandonedFiles(dirname(file.path));
  }
  return history.cancel();
}

/** Returns the command that was stopped before it changed the records, if there is one. */
export async function unsavedChange({
  folder,
  meta,
}: Pick<LibraryContext, 'folder' | 'meta'>): Promise<HistoryEntry | undefined> {
  const entry = await new ChangeHistory(folder).started();
  return entry && isUnsaved(entry, meta) ? entry : undefined;
}

/** Returns the text of a file before a command, if the command wrote the present one. */
export function textBefore(text: string, { before, after }: HistoryEntry['files'][number]): string {
  return textDigest(text) === after ? before : text;
}

/** Returns true if all records have the values before the command. */
function isUnsaved({ tracks }: HistoryEntry, meta: LibraryContext['meta']): boolean {
  const changes = Object.entries(tracks).flatMap(([path, values]) => {
    const record: TrackRecord = meta.get(path) ?? {};
    return Object.entries(values).flatMap(([key, { before, after }]) => {
      const earlier = fieldDigest(before);
      return after === earlier ? [] : [fieldDigest(record[key]) === earlier];
    });
  });
  return changes.length > 0 && changes.every(Boolean);
}

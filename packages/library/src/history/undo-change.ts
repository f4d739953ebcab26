import { rm } from 'node:fs/promises';
import { NotFoundError, type TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';
import { readText, writeTagFile } from '../tags/tag-files.ts';
import { ChangeHistory, fieldDigest, type HistoryEntry, type KeptChange, textDigest } from './change-history.ts';
import { settleChange } from './settle-change.ts';

/** A change that can be undone. */
export interface LibraryChange {
  id: string;
  /** The command or action that made it. */
  command: string;
  /** ISO 8601. */
  time: string;
  /** Names of the changed values. */
  fields: string[];
  /** Paths of the changed tracks. */
  paths: string[];
}

/** Result of `Library.undo`. */
export interface UndoneChange {
  change: LibraryChange;
  /** Number of tracks that are as before. */
  restored: number;
  /** Tracks that stay as they are, because something changed them since, or the library lost them. */
  conflicts: { path: string; reason: 'changed' | 'gone' }[];
  /** Files of the Python rbassist that are as before. */
  files: string[];
  /** Files that stay as they are, because something changed them since. */
  changedFiles: string[];
}

/** Lists changes that can be undone, the last first. */
export async function listChanges({ folder }: LibraryContext, limit: number): Promise<LibraryChange[]> {
  const changes: LibraryChange[] = [];
  for await (const change of new ChangeHistory(folder).entries()) {
    if (changes.push(describe(change)) === limit) break;
  }
  return changes;
}

function describe({ id, entry: { command, time, tracks } }: KeptChange): LibraryChange {
  const fields = new Set(Object.values(tracks).flatMap((values) => Object.keys(values)));
  return { id, command, time, fields: [...fields], paths: Object.keys(tracks) };
}

/** See `Library.undo`. */
export function undoLast(context: LibraryContext): Promise<UndoneChange> {
  return context.records.change(() =>
    undoChange(context, {
      isMeant: () => true,
      nothing: 'No change is left to undo.',
      save: (entry) => saveUndone(context, entry),
    }),
  );
}

/** Saves records after an undo. Files and records must tell the same after a crash. */
export function saveUndone({ meta }: LibraryContext, { files }: HistoryEntry): Promise<void> {
  return files.length > 0 ? meta.compact() : meta.flush();
}

/**
 * Puts back the values before the last change. Call it while no one else can write.
 *
 * @param isMeant Returns true for a change that may be undone.
 * @param nothing Message if there is none.
 * @param save Saves all records or none.
 * @throws {NotFoundError} if there is no such change.
 */
export async function undoChange(
  context: LibraryContext,
  {
    isMeant,
    nothing,
    save,
  }: { isMeant: (entry: HistoryEntry) => boolean; nothing: string; save: (entry: HistoryEntry) => Promise<void> },
): Promise<UndoneChange> {
  await settleChange(context);
  const last = await lastChange(context, isMeant);
  if (last === undefined) throw new NotFoundError(nothing);
  const undone: UndoneChange = { change: describe(last), restored: 0, conflicts: [], files: [], changedFiles: [] };
  const patches = new Map<string, TrackPatch>();
  for (const [path, values] of Object.entries(last.entry.tracks)) {
    const record = context.meta.get(path);
    const patch = record && restoringPatch(record, values);
    if (record === undefined) undone.conflicts.push({ path, reason: 'gone' });
    else if (patch === undefined) undone.conflicts.push({ path, reason: 'changed' });
    else patches.set(path, patch);
  }
  for (const [path, patch] of patches) context.meta.update(path, patch);
  undone.restored = patches.size;
  await save(last.entry);
  for (const { path, before, after } of last.entry.files) {
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
}

async function lastChange(
  { folder }: LibraryContext,
  isMeant: (entry: HistoryEntry) => boolean,
): Promise<KeptChange | undefined> {
  for await (const change of new ChangeHistory(folder).entries()) if (isMeant(change.entry)) return change;
  return undefined;
}

/** Returns the patch that restores earlier values; undefined if one changed since. */
function restoringPatch(record: TrackRecord, values: HistoryEntry['tracks'][string]): TrackPatch | undefined {
  const patch: TrackPatch = {};
  for (const [key, { before, after }] of Object.entries(values)) {
    const now = fieldDigest(record[key]);
    if (now === after) patch[key] = before ?? undefined;
    // a crash may have stopped the change before this
    else if (now !== fieldDigest(before)) return undefined;
  }
  return patch;
}

import { rm } from 'node:fs/promises';
import { NotFoundError, type TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { fieldDigest, textDigest } from '../history/change-history.ts';
import type { LibraryContext } from '../library-context.ts';
import { readText, writeTagFile } from '../tags/tag-files.ts';
import { type ImportHistoryLine, lastImport } from './import-history.ts';
import { PlaylistStore } from './playlist-store.ts';

/** Result of `Library.undoImport`. */
export interface UndoneImport {
  program: string;
  /** Time of the import, ISO 8601. */
  time: string;
  /** Tracks whose values are as before. */
  restored: number;
  /** Records that the import had created, and that are gone again. */
  removed: number;
  /** Tracks that keep a value, because something changed it since. */
  changedSince: string[];
  /** True if the playlists are as before. */
  playlists: boolean;
  /** Tag files of the Python rbassist that are as before. */
  tagFiles: string[];
  /** Tag files that stay as they are, because something changed them since. */
  changedTagFiles: string[];
}

/** Keys that say who set the other values. Their members are restored one by one. */
const MARKS = ['analysis_wrote', 'import_wrote'] as const;
type Mark = (typeof MARKS)[number];
/** Tracks between two saves. */
const BATCH = 1000;

/** Puts back the values before the last import, except those that changed since. See `Library.undoImport`. */
export function undoImport(context: LibraryContext): Promise<UndoneImport> {
  return context.records.write(async () => {
    const { folder, meta } = context;
    const last = await lastImport(folder);
    if (last === undefined) throw new NotFoundError('No import is left to undo.');
    const { program, time } = last.header;
    const undone: UndoneImport = {
      program,
      time,
      restored: 0,
      removed: 0,
      changedSince: [],
      playlists: false,
      tagFiles: [],
      changedTagFiles: [],
    };
    const changed = new Set<string>();
    let count = 0;
    for (const line of last.lines) {
      if ('playlists' in line) undone.playlists = (await restorePlaylists(context, line)) || undone.playlists;
      else if ('tagFile' in line) await restoreTagFile(line, undone);
      else {
        restore(context, line, undone, changed);
        if (++count % BATCH === 0) await meta.flush({ sync: false });
      }
    }
    undone.changedSince = [...changed];
    await meta.compact();
    await rm(last.file, { force: true });
    return undone;
  });
}

function restore(
  { meta }: Pick<LibraryContext, 'meta'>,
  { path, isNew, values }: Extract<ImportHistoryLine, { path: string }>,
  undone: UndoneImport,
  changed: Set<string>,
): void {
  const record = meta.stored(path);
  if (record === undefined) return;
  const patch: TrackPatch = {};
  for (const [key, { before, after }] of Object.entries(values)) {
    if (isMark(key)) continue;
    const now = fieldDigest(record[key]);
    if (now === after) patch[key] = before;
    else if (now !== fieldDigest(before)) changed.add(path);
  }
  const isUntouched = isNew && Object.keys(record).every((key) => key in patch || isMark(key));
  if (isUntouched) {
    meta.delete(path);
    undone.removed++;
    return;
  }
  for (const mark of MARKS) {
    // a value that changed since is no longer the program's
    const keys = Object.keys(mark === 'import_wrote' ? values : patch);
    if (!(mark in values)) continue;
    const { before, after } = values[mark];
    const isUnchanged = fieldDigest(record[mark]) === after;
    patch[mark] = isUnchanged ? (before as TrackRecord[Mark]) : restoredMarks(record[mark], before, keys);
  }
  meta.update(path, patch);
  undone.restored++;
}

function restoredMarks(
  now: TrackRecord[Mark],
  before: unknown,
  keys: readonly string[],
): TrackRecord[Mark] | undefined {
  const earlier = (before ?? {}) as Record<string, string>;
  const marks = { ...now };
  for (const key of keys) {
    if (earlier[key] === undefined) delete marks[key];
    else marks[key] = earlier[key];
  }
  return Object.keys(marks).length > 0 ? marks : undefined;
}

function isMark(key: string): key is Mark {
  return (MARKS as readonly string[]).includes(key);
}

async function restoreTagFile(
  { tagFile, before, after }: Extract<ImportHistoryLine, { tagFile: string }>,
  undone: UndoneImport,
): Promise<void> {
  const text = await readText(tagFile);
  if (text === before) return;
  if (text === undefined || textDigest(text) !== after) undone.changedTagFiles.push(tagFile);
  else {
    await writeTagFile(tagFile, before);
    undone.tagFiles.push(tagFile);
  }
}

/** Returns false if another import has replaced the playlists since. */
async function restorePlaylists(
  { folder }: Pick<LibraryContext, 'folder'>,
  { playlists: program, before, after }: Extract<ImportHistoryLine, { playlists: string }>,
): Promise<boolean> {
  const store = new PlaylistStore(folder);
  const text = await store.text(program);
  if (text === undefined || textDigest(text) !== after) return false;
  if (before === null) await rm(store.pathOf(program), { force: true });
  else await store.write(program, before);
  return true;
}

import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isInside, normalPath, systemErrorCode } from '@rbassist/core';

/** A folder that is not there, with all of the library's tracks below it. */
export interface AbsentFolder {
  folder: string;
  /** Tracks of the library below it. */
  paths: string[];
  /** Whether it looks like a drive that is not plugged in, or music that moved as a whole, rather than a folder that was deleted. */
  isRoot: boolean;
}

/** Missing files by what is missing. */
export interface MissingFiles {
  /** Largest first. */
  folders: AbsentFolder[];
  /** Files that are gone from folders that are there. */
  single: string[];
}

/** Where systems put the drives that are plugged in. */
const DRIVES = [
  /^[A-Z]:\\/,
  /^\\\\[^\\]+\\[^\\]+\\/,
  /^\/Volumes\/[^/]+/,
  /^\/(?:run\/)?media\/[^/]+\/[^/]+/,
  /^\/mnt\/[^/]+/,
];

/**
 * Groups missing files by the uppermost folder that is gone, or is there and empty, as the place of a drive that is not plugged in may be.
 *
 * A gone folder is a root where it is a drive's, where nothing of the library is left in the folder that it lay in, or where it is there and empty and
 * folders of music are gone from it.
 *
 * @param missing Native absolute paths of which there is no file.
 * @param present Paths of the library's tracks that are there.
 */
export async function groupMissing(missing: readonly string[], present: Iterable<string>): Promise<MissingFiles> {
  const inUse = foldersAbove(present);
  const look = rememberFolders();
  const byFolder = new Map<string, AbsentFolder>();
  const single: string[] = [];
  for (const path of missing) {
    const normal = normalPath(path);
    const gone = await uppermostGone(dirname(normal), look);
    if (!gone) {
      single.push(path);
      continue;
    }
    const drive = driveOf(normal);
    // the folders that lead to a drive's come and go with it
    const isDrive = drive !== undefined && (drive === gone.folder || isInside(drive, gone.folder));
    const folder = isDrive ? drive : gone.folder;
    const absent = byFolder.get(folder) ?? { folder, paths: [], isRoot: isDrive || !inUse.has(dirname(folder)) };
    absent.paths.push(path);
    absent.isRoot ||= gone.isEmpty && dirname(normal) !== folder;
    byFolder.set(folder, absent);
  }
  return { folders: [...byFolder.values()].sort((a, b) => b.paths.length - a.paths.length), single };
}

/** The drive that a path in normal form is on, where its system has a place for drives. */
function driveOf(normal: string): string | undefined {
  for (const form of DRIVES) {
    const drive = form.exec(normal)?.[0];
    if (drive !== undefined) return drive;
  }
  return undefined;
}

type FolderState = 'there' | 'empty' | 'gone';

async function uppermostGone(
  folder: string,
  look: (folder: string) => Promise<FolderState>,
): Promise<{ folder: string; isEmpty: boolean } | undefined> {
  let uppermost: { folder: string; isEmpty: boolean } | undefined;
  for (let above = folder; ; above = dirname(above)) {
    const state = await look(above);
    if (state !== 'there') uppermost = { folder: above, isEmpty: state === 'empty' };
    if (state !== 'gone' || above === dirname(above)) return uppermost;
  }
}

function rememberFolders(): (folder: string) => Promise<FolderState> {
  const known = new Map<string, Promise<FolderState>>();
  return (folder) => {
    const state = known.get(folder) ?? folderState(folder);
    known.set(folder, state);
    return state;
  };
}

async function folderState(folder: string): Promise<FolderState> {
  try {
    return (await readdir(folder)).length === 0 ? 'empty' : 'there';
  } catch (error) {
    // one that may not be read is there
    return systemErrorCode(error) === 'ENOENT' || systemErrorCode(error) === 'ENOTDIR' ? 'gone' : 'there';
  }
}

function foldersAbove(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let above = dirname(normalPath(path)); !folders.has(above); above = dirname(above)) folders.add(above);
  }
  return folders;
}

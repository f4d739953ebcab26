import { lstat, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isInside, normalPath, systemErrorCode } from '@rbassist/core';

export interface AbsentFolder {
  folder: string;
  paths: string[];
  /** True if the folder looks like a disconnected drive or music that moved as a whole; false if it looks deleted. */
  isRoot: boolean;
}

export interface MissingFiles {
  /** Largest first. */
  folders: AbsentFolder[];
  /** Files that are missing from existing folders. */
  single: string[];
}

/** Maximum number of tracks that a user is likely to delete from one folder. */
const MOST_EMPTIED = 100;

const DRIVES = [
  /^[A-Z]:\\/,
  /^\\\\[^\\]+\\[^\\]+\\/,
  /^\/Volumes\/[^/]+/,
  /^\/(?:run\/)?media\/[^/]+\/[^/]+/,
  /^\/mnt\/[^/]+/,
];

/**
 * Groups missing files, given as native absolute paths, by the uppermost folder that is missing or empty. An empty one
 * may be the mount point of an absent drive. A folder is a root in one of these cases:
 * - It is a drive, or a link to one.
 * - The folder above has no other track of the library.
 * - It is empty, and subfolders or very many files are missing from it.
 * - It is empty, and has not changed since its tracks were added.
 */
export async function groupMissing(
  missing: readonly string[],
  present: Iterable<string>,
  addedOf: (path: string) => string | undefined,
): Promise<MissingFiles> {
  const inUse = foldersAbove(present);
  const stateOf = cachedFolderStates();
  const byFolder = new Map<string, AbsentFolder>();
  const single: string[] = [];
  for (const path of missing) {
    const normal = normalPath(path);
    const gone = await uppermostGone(dirname(normal), stateOf);
    if (!gone) {
      single.push(path);
      continue;
    }
    const drive = driveOf(normal);
    // the folders above a mount point may come and go with the drive
    const isDrive = drive !== undefined && (drive === gone.folder || isInside(drive, gone.folder));
    const folder = isDrive ? drive : gone.folder;
    const absent = byFolder.get(folder) ?? { folder, paths: [], isRoot: isDrive || !inUse.has(dirname(folder)) };
    absent.paths.push(path);
    absent.isRoot ||= gone.isEmpty && dirname(normal) !== folder;
    byFolder.set(folder, absent);
  }
  for (const absent of byFolder.values()) absent.isRoot ||= await isUnmounted(absent, addedOf);
  return { folders: [...byFolder.values()].sort((a, b) => b.paths.length - a.paths.length), single };
}

/** True for a broken link, and for an empty folder that is more likely a mount point than emptied by hand. */
async function isUnmounted(
  { folder, paths }: AbsentFolder,
  addedOf: (path: string) => string | undefined,
): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined) return false;
  if (found.isSymbolicLink() || paths.length > MOST_EMPTIED) return true;
  // deleting a file changes the time of its folder
  return paths.some((path) => found.mtimeMs < Date.parse(addedOf(path) ?? ''));
}

function driveOf(normal: string): string | undefined {
  for (const form of DRIVES) {
    const drive = form.exec(normal)?.[0];
    if (drive !== undefined) return drive;
  }
  return undefined;
}

type FolderState = 'filled' | 'empty' | 'gone';

async function uppermostGone(
  folder: string,
  stateOf: (folder: string) => Promise<FolderState>,
): Promise<{ folder: string; isEmpty: boolean } | undefined> {
  let uppermost: { folder: string; isEmpty: boolean } | undefined;
  for (let above = folder; ; above = dirname(above)) {
    const state = await stateOf(above);
    if (state !== 'filled') uppermost = { folder: above, isEmpty: state === 'empty' };
    if (state !== 'gone' || above === dirname(above)) return uppermost;
  }
}

function cachedFolderStates(): (folder: string) => Promise<FolderState> {
  const states = new Map<string, Promise<FolderState>>();
  return (folder) => {
    const state = states.get(folder) ?? folderState(folder);
    states.set(folder, state);
    return state;
  };
}

async function folderState(folder: string): Promise<FolderState> {
  try {
    return (await readdir(folder)).length === 0 ? 'empty' : 'filled';
  } catch (error) {
    // a folder that denies access exists
    return systemErrorCode(error) === 'ENOENT' || systemErrorCode(error) === 'ENOTDIR' ? 'gone' : 'filled';
  }
}

function foldersAbove(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let above = dirname(normalPath(path)); !folders.has(above); above = dirname(above)) folders.add(above);
  }
  return folders;
}

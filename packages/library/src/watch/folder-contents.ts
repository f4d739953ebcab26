import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileSkipReason, folderSkipReason } from '@rbassist/audio';
import { STAGING_LOG } from '@rbassist/core';

export interface FolderContents {
  folders: string[];
  /** Files that are named like audio. */
  files: string[];
}

/** Lists what a scan would read in a folder. Throws as `readdir`. */
export async function folderContents(folder: string): Promise<FolderContents> {
  const contents: FolderContents = { folders: [], files: [] };
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name === STAGING_LOG)) return contents;
  // in the order of a scan, which reads what two links lead to under the first name
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (await isFolderEntry(path, entry)) {
      if (isMusicFolder(path)) contents.folders.push(path);
    } else if (isMusicFile(path)) contents.files.push(path);
  }
  return contents;
}

export function isMusicFile(path: string): boolean {
  return fileSkipReason(basename(path)) === undefined;
}

export function isMusicFolder(path: string): boolean {
  return folderSkipReason(basename(path)) === undefined;
}

async function isFolderEntry(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = await stat(path).catch(() => undefined);
  return target?.isDirectory() ?? false;
}

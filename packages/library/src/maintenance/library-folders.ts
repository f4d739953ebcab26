import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { isInside, normalPath } from '@rbassist/core';

/**
 * The folders that hold a library's music: as few as hold all of it and are no wider than that takes. A folder that holds what is no music
 * too, such as a home or the whole of a disk, is never one of them; what lies in it is.
 *
 * @param present Native absolute paths.
 */
export function libraryFolders(present: readonly string[], home: string = homedir()): string[] {
  const isTooWide = (folder: string) =>
    folder === dirname(folder) || folder === home || isInside(home, folder) || SHELF_OF_DRIVES.test(folder);
  const folders = new Set(present.map((path) => dirname(normalPath(path))));
  const common: string[] = [];
  for (const folder of [...folders].sort()) {
    if (isTooWide(folder)) continue;
    const near = common.findIndex((known) => !isTooWide(commonFolder(known, folder)));
    if (near < 0) common.push(folder);
    else common[near] = commonFolder(common[near], folder);
  }
  return [...new Set(common)];
}

const SHELF_OF_DRIVES = /^\/(?:Volumes|mnt|media(?:\/[^/]+)?|run(?:\/media(?:\/[^/]+)?)?)$/;

function commonFolder(a: string, b: string): string {
  let common = a;
  while (common !== b && !isInside(b, common) && common !== dirname(common)) common = dirname(common);
  return common;
}

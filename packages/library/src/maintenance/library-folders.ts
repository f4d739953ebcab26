import { dirname } from 'node:path';
import { homeFolder, isInside, normalPath } from '@rbassist/core';

/**
 * Returns the fewest and smallest folders that hold all of a library's music. Returns subfolders instead of a folder
 * that holds more than music, such as a home folder or a whole disk.
 *
 * @param present Native absolute paths.
 */
export function libraryFolders(present: readonly string[], home: string | undefined = homeFolder()): string[] {
  const isTooWide = (folder: string) =>
    folder === dirname(folder) ||
    (home !== undefined && (folder === home || isInside(home, folder))) ||
    DRIVES_PARENT.test(folder);
  const folders = new Set(present.map((path) => dirname(normalPath(path))));
  const common: string[] = [];
  for (const folder of [...folders].sort()) {
    if (isTooWide(folder)) continue;
    const nearby = common.findIndex((other) => !isTooWide(commonFolder(other, folder)));
    if (nearby < 0) common.push(folder);
    else common[nearby] = commonFolder(common[nearby], folder);
  }
  return [...new Set(common)];
}

const DRIVES_PARENT = /^\/(?:Volumes|mnt|media(?:\/[^/]+)?|run(?:\/media(?:\/[^/]+)?)?)$/;

function commonFolder(a: string, b: string): string {
  let common = a;
  while (common !== b && !isInside(b, common) && common !== dirname(common)) common = dirname(common);
  return common;
}

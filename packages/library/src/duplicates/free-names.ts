import { basename, parse } from 'node:path';
import { listFolder, withEnding } from '@rbassist/core';
import { stagingError } from './staging-error.ts';

/** Reserves a free name in the folder for a file: `a.mp3`, then `a_1.mp3`, like the Python rbassist. */
export type TakeName = (path: string) => string;

export async function freeNames(folder: string): Promise<TakeName> {
  const names = await listFolder(folder).catch((error) => {
    throw stagingError(folder, 'read', error);
  });
  const taken = new Set(names.map(foldName));
  return (path) => {
    const { name, ext } = parse(basename(path));
    let free = name + ext;
    for (let n = 1; taken.has(foldName(free)); n++) free = withEnding(name, `_${n}${ext}`);
    taken.add(foldName(free));
    return free;
  };
}

/** Folds case and Unicode form, because some file systems ignore both. */
function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

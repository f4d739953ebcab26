import { realpath } from 'node:fs/promises';
import { normalPath, pathKey, pathSystem } from '@rbassist/core';
import type { FileState } from '../files/file-state.ts';

/** Records of one file, under several spellings of its path. */
export interface SameFile {
  /** The spelling that the file system has, where it is there. */
  path: string;
  /** The other spellings that the library has records of. */
  others: string[];
}

/**
 * Finds the records that are of one file. Files that are there and only share what is left of their paths without case and Unicode form are told apart by
 * what the file system says of them.
 */
export async function findSameFiles(states: ReadonlyMap<string, FileState>): Promise<SameFile[]> {
  const found: SameFile[] = [];
  for (const spellings of Map.groupBy(states.keys(), pathKey).values()) {
    if (spellings.length === 1) continue;
    for (const paths of filesOf(spellings, states)) {
      if (paths.length === 1) continue;
      const path = await asOnDisk(paths, states);
      found.push({ path, others: paths.filter((other) => other !== path) });
    }
  }
  return found;
}

function filesOf(spellings: readonly string[], states: ReadonlyMap<string, FileState>): string[][] {
  const inodeOf = (path: string) => {
    const state = states.get(path);
    return state?.state === 'present' ? (state.inode ?? path) : undefined;
  };
  const inodes = new Set(spellings.map(inodeOf).filter((inode) => inode !== undefined));
  const [only, another] = inodes;
  // a spelling of which there is no file means the one that is there, unless there are two
  const one = another === undefined ? only : undefined;
  return [...Map.groupBy(spellings, (path) => inodeOf(path) ?? one ?? wayOfWriting(path)).values()];
}

/** What spellings have in common that mean one file on the system that they are of, wherever it is. */
function wayOfWriting(path: string): string {
  return pathSystem(path) === 'windows' ? pathKey(path) : normalPath(path).normalize('NFC');
}

async function asOnDisk(paths: readonly string[], states: ReadonlyMap<string, FileState>): Promise<string> {
  const present = paths.filter((path) => states.get(path)?.state === 'present');
  for (const path of present) if ((await realpath(path).catch(() => undefined)) === path) return path;
  return present[0] ?? paths[0];
}

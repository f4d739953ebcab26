import { realpath } from 'node:fs/promises';
import { normalPath, pathKey, pathSystem } from '@rbassist/core';
import type { FileState } from '../files/file-state.ts';

export interface SameFile {
  /** Spelling of the file system, if the file exists. */
  path: string;
  others: string[];
}

/** Compares file identities if paths differ only in case or Unicode form. */
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
  // a spelling without a file belongs to the existing one, unless there are two
  const single = another === undefined ? only : undefined;
  return [...Map.groupBy(spellings, (path) => inodeOf(path) ?? single ?? spellingKey(path)).values()];
}

/** The key is the same for all spellings of a file on the path's own system. */
function spellingKey(path: string): string {
  return pathSystem(path) === 'windows' ? pathKey(path) : normalPath(path).normalize('NFC');
}

async function asOnDisk(paths: readonly string[], states: ReadonlyMap<string, FileState>): Promise<string> {
  const present = paths.filter((path) => states.get(path)?.state === 'present');
  for (const path of present) if ((await realpath(path).catch(() => undefined)) === path) return path;
  return present[0] ?? paths[0];
}

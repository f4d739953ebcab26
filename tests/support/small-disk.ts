import { spawnSync } from 'node:child_process';
import { afterAll } from 'vitest';
import { temporaryFolder } from './rbassist.ts';

/** A file system of its own, to be filled. */
export interface SmallDisk {
  folder: string;
  /** Makes it another size, as `mount` writes it. */
  resize: (size: string) => void;
  makeReadOnly: () => void;
}

/** Mounts a small file system; undefined where that is not allowed. */
export async function smallDisk(name: string, size: string): Promise<SmallDisk | undefined> {
  const folder = await temporaryFolder(name);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0) return undefined;
  afterAll(() => {
    spawnSync('umount', [folder]);
  });
  const remount = (option: string) => {
    spawnSync('mount', ['-o', `remount,${option}`, folder]);
  };
  return { folder, resize: (to) => remount(`size=${to}`), makeReadOnly: () => remount('ro') };
}

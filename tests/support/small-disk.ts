import { spawnSync } from 'node:child_process';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll } from 'vitest';

/** A small file system to fill up. */
export interface SmallDisk {
  folder: string;
  /** Changes the size, written as `mount` takes it: "8m". */
  resize: (size: string) => void;
  makeReadOnly: () => void;
}

const mounted: string[] = [];
// registered here, because vitest ignores a hook that is registered while a test runs
afterAll(() => {
  for (const folder of mounted.splice(0)) spawnSync('umount', [folder]);
});

/** Mounts a small file system until the last test of the file is done. Undefined where mounting is not allowed. */
export async function smallDisk(name: string, size: string): Promise<SmallDisk | undefined> {
  const folder = await temporaryFolder(name);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0) return undefined;
  mounted.push(folder);
  const remount = (option: string) => {
    spawnSync('mount', ['-o', `remount,${option}`, folder]);
  };
  return { folder, resize: (to) => remount(`size=${to}`), makeReadOnly: () => remount('ro') };
}

import { spawnSync } from 'node:child_process';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll } from 'vitest';

export interface SmallDisk {
  folder: string;
  /** Changes the size, in the format of `mount`: "8m". */
  resize: (size: string) => void;
  makeReadOnly: () => void;
}

const mounted: string[] = [];
// registered here, because vitest ignores hooks that a test registers
afterAll(() => {
  for (const folder of mounted.splice(0)) spawnSync('umount', [folder]);
});

/** Mounts a small file system until the last test of the file. Returns undefined if mounting is not allowed. */
export async function smallDisk(name: string, size: string): Promise<SmallDisk | undefined> {
  const folder = await temporaryFolder(name);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0) return undefined;
  mounted.push(folder);
  const remount = (option: string) => {
    spawnSync('mount', ['-o', `remount,${option}`, folder]);
  };
  return { folder, resize: (to) => remount(`size=${to}`), makeReadOnly: () => remount('ro') };
}

import { spawnSync } from 'node:child_process';
import { beforeRemoval, temporaryFolder } from '@rbassist/testing';

export interface SmallDisk {
  folder: string;
  /** Changes the size, in the format of `mount`: "8m". */
  resize: (size: string) => void;
  makeReadOnly: () => void;
}

/** Mounts a small file system until the last test of the file. Returns undefined if mounting is not allowed. */
export async function smallDisk(name: string, size: string): Promise<SmallDisk | undefined> {
  const folder = await temporaryFolder(name);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status !== 0) return undefined;
  beforeRemoval(() => spawnSync('umount', [folder]));
  const remount = (option: string) => {
    spawnSync('mount', ['-o', `remount,${option}`, folder]);
  };
  return { folder, resize: (to) => remount(`size=${to}`), makeReadOnly: () => remount('ro') };
}

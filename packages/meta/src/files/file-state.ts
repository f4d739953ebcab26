import { closeSync, fstatSync } from 'node:fs';
import { openRegularFileSync, refuseDanglingLink, systemErrorCode } from '@rbassist/core';

/** Inode, size and modification time. The state changes when the file is replaced or its contents change. */
export type FileState = string;

/** Maximum size of a meta.json or journal, in bytes; enough for several million tracks. */
export const LARGEST_BYTES = 16 * 2 ** 30;

export function stateOf(descriptor: number): FileState {
  const { ino, size, mtimeNs } = fstatSync(descriptor, { bigint: true });
  return `${ino}_${size}_${mtimeNs}`;
}

export function currentState(path: string): FileState | undefined {
  return withFile(path, stateOf);
}

/** Opens a regular file and calls `read`. Returns undefined if there is no file. */
export function withFile<T>(path: string, read: (descriptor: number) => T): T | undefined {
  let descriptor: number;
  try {
    descriptor = openRegularFileSync(path, LARGEST_BYTES);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    refuseDanglingLink(path);
    return undefined;
  }
  try {
    return read(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

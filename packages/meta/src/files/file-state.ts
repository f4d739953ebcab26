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

/** Returns the state of the file at a path; undefined if there is no file. Throws the system's error. */
export function currentState(path: string): FileState | undefined {
  return withFile(path, stateOf);
}

/**
 * Opens a file and calls `read`. Returns undefined if there is no file.
 *
 * @throws {FileKindError} if it is not a regular file; the system's error.
 */
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

import { closeSync, fstatSync } from 'node:fs';
import { openRegularFileSync, refuseDanglingLink, systemErrorCode } from '@rbassist/core';

/** Inode, size and modification time. Another file under the same path, or other contents, give another state. */
export type FileState = string;

/** Bytes of the largest meta.json or journal that can be meant: that of several million tracks. */
export const LARGEST_BYTES = 16 * 2 ** 30;

/** Returns the state of an open file. */
export function stateOf(descriptor: number): FileState {
  const { ino, size, mtimeNs } = fstatSync(descriptor, { bigint: true });
  return `${ino}_${size}_${mtimeNs}`;
}

/** Returns the state of the file at a path, or undefined when there is none. Throws the system's error. */
export function currentState(path: string): FileState | undefined {
  return withFile(path, stateOf);
}

/**
 * Calls `read` with the file opened for reading. Returns undefined when there is no file. Throws the system's error, or
 * {@link FileKindError} for anything but a regular file.
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

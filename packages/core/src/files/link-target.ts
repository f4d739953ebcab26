import { lstatSync, readlinkSync } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { systemErrorCode } from '../errors.ts';
import { FileKindError } from './file-kind-error.ts';

/**
 * Returns the file that a symbolic link points to, or the path itself if it is not a link or does not exist. Replace
 * this file, not the path, so that the link stays.
 *
 * @throws {FileKindError} for a link to nothing, or to anything but a regular file; the system's error (`ELOOP`,
 *   `EACCES`, …).
 */
export async function linkTarget(path: string): Promise<string> {
  const found = await lstat(path).catch(unlessAbsent);
  if (!found?.isSymbolicLink()) return path;
  try {
    const target = await realpath(path);
    if ((await stat(target)).isFile()) return target;
    // a rename over a device would break the system
    throw new FileKindError('ENOTREGULAR', path, `is a link to ${target}, which is not a regular file`);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    throw danglingLink(path);
  }
}

/** Throws {@link FileKindError} if a path that can't be opened is a link to nothing. */
export function refuseDanglingLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw danglingLink(path);
}

function unlessAbsent(error: unknown): undefined {
  const code = systemErrorCode(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
}

function danglingLink(path: string): FileKindError {
  return new FileKindError('EDANGLING', path, `is a link to ${readlinkSync(path)}, which does not exist`);
}

import { chmod, constants, copyFile, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { errorMessage, fileSignature, replaceFileBy, systemErrorCode, TrackError } from '@rbassist/core';
import { accessRemedies } from './unreadable-error.ts';

const OWNER_MAY_WRITE = 0o200;

/** Fast signatures of a file before and after a move; they differ if a file system rounds times. */
export interface MovedSignatures {
  before: string;
  after: string;
}

/**
 * Moves a file to a free name. On another file system it copies the file, compares the copy by SHA-1, and only then
 * removes the original.
 *
 * @throws {TrackError} `unwritable` if the name is taken or the copy differs; otherwise the system's error. The file
 * then stays in place.
 */
export async function moveFile(from: string, to: string): Promise<MovedSignatures> {
  const before = await fileSignature(from);
  await reserve(to);
  try {
    await rename(from, to);
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') {
      await release(to);
      throw error;
    }
    await fillByCopy(from, to, before);
    await rm(from);
  }
  return { before, after: await fileSignature(to) };
}

/**
 * Copies a file to a free name, and compares the copy by SHA-1.
 *
 * @throws as {@link moveFile}, and leaves no copy.
 */
export async function copyToFree(from: string, to: string): Promise<MovedSignatures> {
  const before = await fileSignature(from);
  await reserve(to);
  await fillByCopy(from, to, before);
  return { before, after: await fileSignature(to) };
}

async function reserve(path: string): Promise<void> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    const remedies = [{ action: 'move-away' as const, path }];
    const message = `${path} exists already, and rbassist overwrites no file.`;
    throw new TrackError('unwritable', path, message, { cause: error, remedies });
  }
}

async function release(path: string): Promise<void> {
  const { size } = await stat(path);
  if (size === 0) await rm(path);
}

async function fillByCopy(from: string, to: string, before: string): Promise<void> {
  try {
    const { mode, atime, mtime } = await stat(from);
    await replaceFileBy(to, async (temporary) => {
      await copyFile(from, temporary, constants.COPYFILE_EXCL);
      await chmod(temporary, mode | OWNER_MAY_WRITE);
      await utimes(temporary, atime, mtime);
      const isSame = (await fileSignature(temporary, 'content')) === (await fileSignature(from, 'content'));
      if (isSame && (await fileSignature(from)) === before) return;
      const message = `The copy of ${from} differs from it, so rbassist left the file in its place.`;
      throw new TrackError('unwritable', from, message, { remedies: [{ action: 'retry' }] });
    });
    await chmod(to, mode);
  } catch (error) {
    await release(to).catch(() => {});
    throw error;
  }
}

/** Turns a failed move or copy into a {@link TrackError}; passes a track's own error on as it is. */
export function moveError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOENT') return new TrackError('missing', path, `${path} does not exist any more.`, { cause: error });
  const message = `${path} could not be moved or copied: ${errorMessage(error)}`;
  return new TrackError('unwritable', path, message, { cause: error, remedies: accessRemedies(path, error) });
}

import { chmod, constants, copyFile, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { errorMessage, fileSignature, replaceFileBy, systemErrorCode, TrackError } from '@rbassist/core';

const OWNER_MAY_WRITE = 0o200;

/** What moving or copying came to. */
export interface PutFile {
  /** Fast signatures of the file where it was and where it is; they differ where a file system keeps times less exactly. */
  before: string;
  after: string;
}

/**
 * Moves a file to a name that is free, and never onto another. Within a file system it is renamed; across two it is copied, the copy compared by
 * SHA-1, and only then removed here.
 *
 * @throws TrackError `unwritable` when the name is taken or the copy differs, else the system's error; the file is then where it was.
 */
export async function moveFile(from: string, to: string): Promise<PutFile> {
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
 * Copies a file to a name that is free, and never onto another, and compares the copy by SHA-1.
 *
 * @throws as {@link moveFile}; nothing is then left of the copy.
 */
export async function copyToFree(from: string, to: string): Promise<PutFile> {
  const before = await fileSignature(from);
  await reserve(to);
  await fillByCopy(from, to, before);
  return { before, after: await fileSignature(to) };
}

/** Takes a name so that nobody else can have it; the empty file under it is then replaced as a whole. */
async function reserve(path: string): Promise<void> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    throw new TrackError('unwritable', path, `There is a file ${path} already, which is never overwritten.`, {
      cause: error,
    });
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
      const same = (await fileSignature(temporary, 'content')) === (await fileSignature(from, 'content'));
      if (!same || (await fileSignature(from)) !== before) {
        throw new TrackError('unwritable', from, `The copy of ${from} differs from it, so it was left where it is.`);
      }
    });
    await chmod(to, mode);
  } catch (error) {
    await release(to).catch(() => {});
    throw error;
  }
}

/** What a file that could not be put elsewhere is reported as. */
export function putError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOENT') return new TrackError('missing', path, `${path} is not there any more.`, { cause: error });
  return new TrackError('unwritable', path, `${path} could not be put elsewhere: ${errorMessage(error)}`, {
    cause: error,
  });
}

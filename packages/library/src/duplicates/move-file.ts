import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  copyWholeFile,
  diskProblem,
  fileSignature,
  type Remedy,
  replaceFileBy,
  systemErrorCode,
  TrackError,
} from '@rbassist/core';

const OWNER_MAY_WRITE = 0o200;

export interface MovedFile {
  /** Fast signatures before and after; they differ if a file system rounds times. */
  before: string;
  after: string;
  /** Messages for the user: lost attributes, and hard links that stay behind. */
  warnings: string[];
}

/**
 * On another file system, copies the file, compares SHA-1, and only then removes the original. A copy has the file's
 * times, permissions and extended attributes. After any error the file is in its place.
 */
export async function moveFile(from: string, to: string): Promise<MovedFile> {
  const before = await fileSignature(from);
  let warnings: string[] = [];
  await reserve(to);
  try {
    await rename(from, to);
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') {
      await release(to);
      throw error;
    }
    const { nlink } = await stat(from);
    warnings = await fillByCopy(from, to, before);
    await rm(from);
    if (nlink > 1) warnings.push(`${from} had hard links. They stay where they are.`);
  }
  return { before, after: await fileSignature(to), warnings };
}

/** Compares the copy by SHA-1. Throws like {@link moveFile}, and leaves no copy. */
export async function copyToFree(from: string, to: string): Promise<MovedFile> {
  const before = await fileSignature(from);
  await reserve(to);
  const warnings = await fillByCopy(from, to, before);
  return { before, after: await fileSignature(to), warnings };
}

async function reserve(path: string): Promise<void> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    const remedies = [{ action: 'move-away' as const, path }];
    const message = `${path} already exists, and rbassist does not overwrite files.`;
    throw new TrackError('unwritable', path, message, { cause: error, remedies });
  }
}

async function release(path: string): Promise<void> {
  const { size } = await stat(path);
  if (size === 0) await rm(path);
}

async function fillByCopy(from: string, to: string, before: string): Promise<string[]> {
  const warnings: string[] = [];
  try {
    const { mode } = await stat(from);
    const isReadOnly = (mode & OWNER_MAY_WRITE) === 0;
    await replaceFileBy(to, async (temporary) => {
      const { warning } = await copyWholeFile(from, temporary);
      if (warning !== undefined) warnings.push(warning);
      if (isReadOnly) await chmod(temporary, mode | OWNER_MAY_WRITE);
      const isSame = (await fileSignature(temporary, 'content')) === (await fileSignature(from, 'content'));
      if (isSame && (await fileSignature(from)) === before) return;
      const message = `The copy of ${from} differs from the original, so rbassist left the original in place.`;
      throw new TrackError('unwritable', from, message, { remedies: [{ action: 'retry' }] });
    });
    if (isReadOnly) await chmod(to, mode);
    return warnings;
  } catch (error) {
    await release(to).catch(() => {});
    throw error;
  }
}

/** Returns a {@link TrackError} unchanged. */
export function moveError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOENT') return new TrackError('missing', path, `${path} no longer exists.`, { cause: error });
  const { message, remedies, cause } = diskProblem(path, 'moved or copied', error);
  return new TrackError('unwritable', path, message, {
    cause,
    remedies: isDenied(error) ? [folderAccess(path)] : remedies,
  });
}

/** Returns true if the permissions of the folder, not of the file, prevent the move. */
function isDenied(error: unknown): boolean {
  const { syscall }: Partial<NodeJS.ErrnoException> = error instanceof Error ? error : {};
  return ['EACCES', 'EPERM'].includes(systemErrorCode(error) ?? '') && syscall !== undefined && syscall !== 'open';
}

function folderAccess(path: string): Remedy {
  return { action: 'grant-access', path: dirname(path) };
}

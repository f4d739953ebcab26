import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataFolderError, dataFolderError, LibraryBusyError, systemErrorCode, takeProcessLock } from '@rbassist/core';

/** Reading a large library or building its index can hold the event loop for long. */
const STALE_MS = 120_000;

/** The right to be the only process that writes to a library. */
export interface WriteLock {
  /** Throws {@link LibraryBusyError} when another process took the lock, for example while this machine slept. */
  check(): void;
  release(): Promise<void>;
}

/**
 * Takes the write lock of the library whose meta.json is at `metaPath`, and creates its folder. See {@link
 * takeProcessLock}.
 *
 * @throws {LibraryBusyError} when another process has it.
 * @throws {DataFolderError} when the folder can't be written to.
 */
export async function takeWriteLock(metaPath: string): Promise<WriteLock> {
  const folder = dirname(metaPath);
  await requireLockFolder(folder, join(folder, 'write.lock'));
  const lock = await takeProcessLock(join(folder, 'write'), {
    staleMs: STALE_MS,
    busy: (holder, cause) => {
      const message =
        `${holder} is writing to ${folder}. Wait for it to finish, then run this again. ` +
        `A crashed process on another machine keeps its lock for ${STALE_MS / 60_000} minutes.`;
      return new LibraryBusyError(folder, message, { cause });
    },
  }).catch((error) => {
    // a folder in the place of the owner's file, or else the folder itself
    throw dataFolderError(systemErrorCode(error) === 'EISDIR' ? error.dest : folder, 'written', error);
  });
  return {
    check() {
      if (!lock.lost) return;
      const message =
        `Another rbassist has taken over ${folder} because this one gave no sign of life. ` +
        'To keep its work, this one writes no more: unsaved changes are lost. Run this again.';
      throw new LibraryBusyError(folder, message, { cause: lock.lost });
    },
    release: () => lock.release(),
  };
}

/** Throws {@link DataFolderError} for something in the lock's place that no rbassist made: waiting does not help. */
async function requireLockFolder(folder: string, path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found || found.isDirectory()) return;
  const message = `${folder} can't be locked: there is a file where the folder ${path} should be.`;
  throw new DataFolderError(path, message, { remedies: [{ action: 'move-away', path }] });
}

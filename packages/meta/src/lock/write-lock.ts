import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataFolderError, dataFolderError, LibraryBusyError, takeProcessLock } from '@rbassist/core';

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
  const lockPath = join(folder, 'write.lock');
  const lock = await takeProcessLock(join(folder, 'write'), {
    staleMs: STALE_MS,
    busy: (holder, cause) => {
      const message =
        `${holder} is writing to ${folder}. Wait for it to finish, then run this again. ` +
        `A crashed process on another machine keeps its lock for ${STALE_MS / 60_000} minutes.`;
      return new LibraryBusyError(folder, message, { cause });
    },
  }).catch(async (error) => {
    if (error instanceof LibraryBusyError && (await isNoFolder(lockPath))) throw notALock(folder, lockPath, error);
    throw dataFolderError(folder, 'written', error);
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

async function isNoFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && !found.isDirectory();
}

/** The error for something that no rbassist made in the lock's place, so that waiting does not help. */
function notALock(folder: string, path: string, cause: unknown): DataFolderError {
  const message = `${folder} can't be locked: there is a file where the folder ${path} should be.`;
  return new DataFolderError(path, message, { cause, remedies: [{ action: 'move-away', path }] });
}

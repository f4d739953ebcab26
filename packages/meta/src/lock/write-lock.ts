import { dirname, join } from 'node:path';
import { dataFolderError, LibraryBusyError, systemErrorCode, takeProcessLock } from '@rbassist/core';

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
  const lock = await takeProcessLock(join(folder, 'write'), {
    staleMs: STALE_MS,
    busy: (holder, lapses) =>
      new LibraryBusyError(folder, `${holder} is writing to ${folder}.`, {
        remedies: [{ action: 'wait-for-process', ...(lapses && { lapseS: STALE_MS / 1000 }) }],
      }),
  }).catch((error) => {
    throw dataFolderError(fileInPlace(error) ?? folder, 'written', error);
  });
  return {
    check() {
      if (!lock.isLost) return;
      const message =
        `Another rbassist has taken over ${folder} because this one gave no sign of life. ` +
        'To keep its work, this one writes no more: unsaved changes are lost.';
      throw new LibraryBusyError(folder, message, { remedies: [{ action: 'retry' }] });
    },
    release: () => lock.release(),
  };
}

/** A file in the place of the lock itself, not of the folder. */
function fileInPlace(error: unknown): string | undefined {
  const isInPlace = systemErrorCode(error) === 'ENOTDIR' && error instanceof Error && 'path' in error;
  return isInPlace ? String(error.path) : undefined;
}

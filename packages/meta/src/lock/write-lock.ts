import { dirname, join } from 'node:path';
import { dataFolderError, LibraryBusyError, systemErrorCode, takeProcessLock } from '@rbassist/core';

/** Long, because reading a large library or building its index can block the event loop. */
const STALE_MS = 120_000;

/** Lock of the only process that may write to a library. */
export interface WriteLock {
  /** Throws {@link LibraryBusyError} if another process took the lock, for example while this machine was asleep. */
  check(): void;
  release(): Promise<void>;
}

/** Creates the folder if needed. Throws {@link LibraryBusyError} if the lock is taken, or {@link DataFolderError}. */
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
        `Another rbassist took over ${folder}, because this one did not respond for a while. ` +
        'This one stops writing to protect the work of the other, so its unsaved changes are lost.';
      throw new LibraryBusyError(folder, message, { remedies: [{ action: 'retry' }] });
    },
    release: () => lock.release(),
  };
}

function fileInPlace(error: unknown): string | undefined {
  const isInPlace = systemErrorCode(error) === 'ENOTDIR' && error instanceof Error && 'path' in error;
  return isInPlace ? String(error.path) : undefined;
}

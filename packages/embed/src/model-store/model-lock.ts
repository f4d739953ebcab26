import { basename, dirname, join } from 'node:path';
import { takeProcessLock } from '@rbassist/core';
import { cacheError, ModelBusyError } from './store-errors.ts';

/** Checking a file of 1.3 GB lets the event loop breathe, so a minute of silence elsewhere means a dead process. */
const STALE_MS = 60_000;

/**
 * Runs `work` as the only rbassist process that changes the model's folder. Other programs don't know this lock, so
 * what they download at the same time is checked like everything else.
 *
 * @throws {ModelBusyError} when another process has the lock.
 * @throws {ModelCacheError} when the lock can't be written.
 */
export async function withModelLock<T>(id: string, folder: string, work: () => Promise<T>): Promise<T> {
  const locks = join(dirname(folder), '.locks', basename(folder));
  const lock = await takeProcessLock(join(locks, 'rbassist'), {
    staleMs: STALE_MS,
    busy: (holder, lapses) =>
      new ModelBusyError(`${holder} is downloading or removing ${id}.`, {
        remedies: [{ action: 'wait-for-process', ...(lapses && { lapseS: STALE_MS / 1000 }) }],
      }),
  }).catch((error) => {
    throw cacheError(locks, 'written', error);
  });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

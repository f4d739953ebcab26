import { basename, dirname, join } from 'node:path';
import { takeProcessLock } from '@rbassist/core';
import { cacheError, ModelBusyError } from './store-errors.ts';

/** Checking a file of 1.3 GB does not block the event loop, so a lock that is not renewed for a minute is stale. */
const STALE_MS = 60_000;

/**
 * Runs `work` with a lock on the model's folder against other rbassist processes. Other programs don't know this lock,
 * so rbassist checks files that they download at the same time. Throws {@link ModelBusyError} if another process has
 * the lock.
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

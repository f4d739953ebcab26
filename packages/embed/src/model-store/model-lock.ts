import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemErrorCode } from '@rbassist/core';
import { lock } from 'proper-lockfile';
import { cacheError, ModelBusyError } from './store-errors.ts';

/** Checking a file of 1.3 GB lets the event loop breathe, so a minute of silence means that the process is gone. */
const STALE_MS = 60_000;
const SIGN_OF_LIFE_MS = 5_000;

/**
 * Runs `work` as the only rbassist that changes a model's folder, across processes. Other programs do not know of the
 * lock; what they download at the same time is checked like everything else.
 *
 * @throws {ModelBusyError} when another process is at it.
 */
export async function withModelLock<T>(id: string, folder: string, work: () => Promise<T>): Promise<T> {
  const release = await take(id, folder);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function take(id: string, folder: string): Promise<() => Promise<void>> {
  const locks = join(dirname(folder), '.locks', basename(folder));
  let lost = false;
  try {
    await mkdir(locks, { recursive: true });
    const release = await lock(folder, {
      // the folder itself comes and goes
      realpath: false,
      lockfilePath: join(locks, 'rbassist.lock'),
      stale: STALE_MS,
      update: SIGN_OF_LIFE_MS,
      onCompromised: () => {
        lost = true;
      },
    });
    return async () => {
      if (!lost) await release();
    };
  } catch (error) {
    if (systemErrorCode(error) !== 'ELOCKED') throw cacheError(locks, 'written', error);
    throw new ModelBusyError(
      `Another rbassist is downloading or removing ${id}. Wait for it to finish, then run this again; a lock left behind by a crash lapses ` +
        `after ${STALE_MS / 1000} seconds.`,
      { cause: error },
    );
  }
}

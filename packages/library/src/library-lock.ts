import { readFile, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { dataFolderError, LibraryBusyError, systemErrorCode } from '@rbassist/core';
import { lock } from 'proper-lockfile';
import { createDataFolder, type DataFolder } from './data-folder.ts';

/** Building a large index can hold the event loop for long, so silence alone proves little. */
const STALE_MS = 120_000;
const SIGN_OF_LIFE_MS = 10_000;

/** Who writes to a library, so that the lock of a killed process is known for what it is at once. */
interface Owner {
  pid: number;
  host: string;
}

/**
 * Runs `work` as the only writer of a library, across processes.
 *
 * @throws {LibraryBusyError} when another process is writing.
 */
export async function withLibraryLock<T>(folder: DataFolder, work: () => Promise<T>): Promise<T> {
  const release = await lockLibrary(folder);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Takes the writer's lock, creating the data folder; the function returned gives it back. */
export async function lockLibrary(folder: DataFolder): Promise<() => Promise<void>> {
  await createDataFolder(folder);
  const lockPath = join(folder.root, 'write.lock');
  const ownerPath = join(folder.root, 'write.owner.json');
  try {
    const release = await takeLock(folder, lockPath).catch(async (error) => {
      const owner = await readOwner(ownerPath);
      if (systemErrorCode(error) !== 'ELOCKED' || !owner || !isGone(owner)) throw error;
      await rmdir(lockPath);
      return takeLock(folder, lockPath);
    });
    const owner: Owner = { pid: process.pid, host: hostname() };
    await writeFile(ownerPath, JSON.stringify(owner));
    return release;
  } catch (error) {
    if (systemErrorCode(error) !== 'ELOCKED') throw dataFolderError(folder.root, 'written', error);
    const owner = await readOwner(ownerPath);
    const who = owner ? ` (process ${owner.pid} on ${owner.host})` : '';
    throw new LibraryBusyError(
      folder.root,
      `Another rbassist${who} is writing to ${folder.root}. Wait for it to finish, then run this again; ` +
        `a lock left behind by a crash lapses after ${STALE_MS / 60_000} minutes.`,
      { cause: error },
    );
  }
}

async function takeLock(folder: DataFolder, lockPath: string): Promise<() => Promise<void>> {
  let lost = false;
  const release = await lock(folder.root, {
    stale: STALE_MS,
    update: SIGN_OF_LIFE_MS,
    lockfilePath: lockPath,
    // a laptop that slept past the stale time must not crash its own run
    onCompromised: () => {
      lost = true;
    },
  });
  return async () => {
    if (!lost) await release();
  };
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof owner === 'object' && owner !== null && 'pid' in owner && 'host' in owner
      ? { pid: Number(owner.pid), host: String(owner.host) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Only a process of this machine can be known to be gone. */
function isGone(owner: Owner): boolean {
  if (owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return systemErrorCode(error) === 'ESRCH';
  }
}

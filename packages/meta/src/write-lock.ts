import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dataFolderError, LibraryBusyError, systemErrorCode } from '@rbassist/core';
import { lock } from 'proper-lockfile';
import { isGone, processBirth } from './process-birth.ts';

/** Reading a large library or building its index can hold the event loop for long, so silence alone proves little. */
const STALE_MS = 120_000;
/** Who is gone is for us to judge and not for the lock, which knows silence alone. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;
const SIGN_OF_LIFE_MS = 10_000;
/** Longer than it takes to write down who has taken a lock. */
const YOUNG_MS = 500;
/** Who lives gives a sign of life in this time. */
const NAMELESS_MS = SIGN_OF_LIFE_MS * 1.5;

/** The name of a lock that a process took away from another, with that process's number. */
const SET_ASIDE = /^write\.lock\.(\d+)\.[0-9a-f]{8}$/;

/** Who writes to a library, so that the lock of a killed process is known for what it is at once. */
interface Owner {
  pid: number;
  host: string;
  /** See {@link processBirth}; absent where the system does not tell. */
  birth?: string;
}

/** The right to be the only one that writes to a library. */
export interface WriteLock {
  /** Throws {@link LibraryBusyError} when another process has taken it meanwhile, as after a long sleep of the machine. */
  check(): void;
  release(): Promise<void>;
}

/**
 * Takes the right to write to the library whose meta.json is at `metaPath`, across processes, creating its folder. The lock of a process of this
 * machine that is gone is taken over at once; that of another machine when it gave no sign of life for two minutes.
 *
 * @throws {LibraryBusyError} when another process has it.
 * @throws {DataFolderError} when the folder can't be written to.
 */
export async function takeWriteLock(metaPath: string): Promise<WriteLock> {
  const folder = dirname(metaPath);
  const lockPath = join(folder, 'write.lock');
  const ownerPath = join(folder, 'write.owner.json');
  try {
    await mkdir(folder, { recursive: true });
    const taken = await takeLock(folder, lockPath, ownerPath).catch(async (error) => {
      if (systemErrorCode(error) !== 'ELOCKED' || !(await removeAbandoned(lockPath, ownerPath))) throw error;
      return takeLock(folder, lockPath, ownerPath);
    });
    const owner: Owner = { pid: process.pid, host: hostname(), birth: await processBirth(process.pid) };
    await writeFile(ownerPath, JSON.stringify(owner));
    await removeSetAside(folder);
    return taken;
  } catch (error) {
    if (systemErrorCode(error) !== 'ELOCKED') throw dataFolderError(folder, 'written', error);
    throw busy(folder, await readOwner(ownerPath), error);
  }
}

function busy(folder: string, owner: Owner | undefined, cause: unknown): LibraryBusyError {
  const who = owner ? ` (process ${owner.pid} on ${owner.host})` : '';
  return new LibraryBusyError(
    folder,
    `Another rbassist${who} is writing to ${folder}. Wait for it to finish, then run this again; ` +
      `a lock left behind by a crash lapses after ${STALE_MS / 60_000} minutes.`,
    { cause },
  );
}

async function takeLock(folder: string, lockPath: string, ownerPath: string): Promise<WriteLock> {
  let lost: Error | undefined;
  const release = await lock(folder, {
    stale: NEVER_MS,
    update: SIGN_OF_LIFE_MS,
    lockfilePath: lockPath,
    // a laptop that slept past the stale time must not crash its own run
    onCompromised: (error) => {
      lost = error;
    },
  });
  return {
    check() {
      if (!lost) return;
      throw new LibraryBusyError(
        folder,
        `Another rbassist has taken over ${folder} while this one gave no sign of life. What was not saved yet is not written, so that its work is not undone; run this again.`,
        { cause: lost },
      );
    },
    async release() {
      if (lost) return;
      await rm(ownerPath, { force: true });
      await release();
    },
  };
}

/**
 * Takes away the lock of a process that is gone. Two processes may find it at once; it is renamed first, which only one of them can do, and given
 * back should it be the new lock of the other.
 */
async function removeAbandoned(lockPath: string, ownerPath: string): Promise<boolean> {
  try {
    // a lock that was taken just now may still carry the name of its last owner
    if (isYoung(await stat(lockPath))) await delay(YOUNG_MS);
    const judged = await stat(lockPath);
    const owner = await readOwner(ownerPath);
    const gone = owner ? await isAbandoned(judged, owner) : await staysNameless(lockPath, ownerPath, judged);
    if (!gone) return false;
    const aside = `${lockPath}.${process.pid}.${randomBytes(4).toString('hex')}`;
    await rename(lockPath, aside);
    const taken = await stat(aside);
    const same = taken.ino === judged.ino && taken.mtimeMs === judged.mtimeMs;
    await (same ? rmdir(aside) : rename(aside, lockPath));
    return same;
  } catch (error) {
    // another one was quicker
    if (systemErrorCode(error) === 'ENOENT') return true;
    throw error;
  }
}

/** Removes what processes left that were killed while they took away a lock. One that lives may be about to give it back. */
async function removeSetAside(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = SET_ASIDE.exec(name)?.[1];
    if (pid !== undefined && (await isGone(Number(pid), undefined))) await rmdir(join(folder, name)).catch(() => {});
  }
}

/** A process of this machine that is known to live keeps its lock, however long it was stopped or asleep. Of others silence must tell. */
async function isAbandoned({ mtimeMs }: { mtimeMs: number }, owner: Owner): Promise<boolean> {
  const silent = Date.now() - mtimeMs > STALE_MS;
  if (owner.host !== hostname()) return silent;
  return (await isGone(owner.pid, owner.birth)) || (owner.birth === undefined && silent);
}

/** A process that was killed just after it took the lock left no name: whoever lives writes one, or gives a sign of life. */
async function staysNameless(lockPath: string, ownerPath: string, judged: { mtimeMs: number }): Promise<boolean> {
  if (Date.now() - judged.mtimeMs > STALE_MS) return true;
  for (let waited = 0; waited < NAMELESS_MS; waited += YOUNG_MS) {
    await delay(YOUNG_MS);
    if (await readOwner(ownerPath)) return false;
    if ((await stat(lockPath)).mtimeMs !== judged.mtimeMs) return false;
  }
  return true;
}

function isYoung({ mtimeMs }: { mtimeMs: number }): boolean {
  return Math.abs(Date.now() - mtimeMs) < YOUNG_MS;
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof owner !== 'object' || owner === null || !('pid' in owner && 'host' in owner)) return undefined;
    const birth = 'birth' in owner && typeof owner.birth === 'string' ? owner.birth : undefined;
    return { pid: Number(owner.pid), host: String(owner.host), birth };
  } catch {
    return undefined;
  }
}

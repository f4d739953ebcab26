import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from '../errors.ts';
import { isAlive, isSameProcessAlive, processBirth } from './process-alive.ts';
import { readRegularFile } from './regular-file.ts';
import { replaceFile } from './replace-file.ts';

/** Time to write the owner's name after taking a lock, with room to spare. */
const YOUNG_MS = 500;
const SIGNS_PER_STALE_TIME = 12;
/** Time without a name and without a sign of life that tells a dead owner, in intervals of that sign. */
const NAMELESS_INTERVALS = 1.5;
/** proper-lockfile judges by silence alone, so it never gets to judge. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;

const LARGEST_OWNER_BYTES = 1 << 16;

/** Settings of a lock. */
export interface ProcessLockOptions {
  /**
   * Milliseconds without a sign of life after which a lock of another machine lapses. The owner gives 12 signs in that
   * time.
   */
  staleMs: number;
  /**
   * Makes the error to throw when another process has the lock. `holder` is like "Another rbassist (process 12 on
   * laptop)".
   */
  busy: (holder: string, cause: unknown) => Error;
}

/** A lock that this process holds. */
export interface ProcessLock {
  /**
   * The reason why the lock is lost: another process took it, for example while this machine slept. Undefined while it
   * is held.
   */
  readonly lost: Error | undefined;
  /** Gives the lock back. Does nothing when it is lost. */
  release(): Promise<void>;
}

/** The process that holds a lock, as its owner file names it. */
interface Owner {
  pid: number;
  host: string;
  /** See {@link processBirth}. */
  birth?: string;
}

/**
 * Takes a lock that all processes on all machines respect, and creates its folder. Takes over the lock of a dead
 * process of this machine at once; that of another machine after `staleMs` without a sign of life.
 *
 * @param path Path without ending. The lock is the folder `<path>.lock`; `<path>.owner.json` names its process.
 * @throws what `busy` makes when another process, or this one, has the lock; the system's error when the folder can't
 *   be written to.
 */
export function takeProcessLock(path: string, options: ProcessLockOptions): Promise<ProcessLock> {
  return inTurn(path, () => takeNow(path, options));
}

/** The last take of each path that is in progress. */
const turns = new Map<string, Promise<unknown>>();

/** Runs takes of one path one after the other: while one takes over a dead lock, another could mistake it for free. */
async function inTurn<T>(path: string, take: () => Promise<T>): Promise<T> {
  const before = turns.get(path) ?? Promise.resolve();
  const turn = before.then(take, take);
  turns.set(path, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(path) === turn) turns.delete(path);
  }
}

async function takeNow(path: string, { staleMs, busy }: ProcessLockOptions): Promise<ProcessLock> {
  const lock = new LockFiles(path, staleMs);
  try {
    await mkdir(dirname(path), { recursive: true });
    const taken = await lock.take().catch(async (error) => {
      if (systemErrorCode(error) !== 'ELOCKED' || !(await lock.removeAbandoned())) throw error;
      return lock.take();
    });
    try {
      await lock.writeOwner();
      await lock.removeSetAside();
      return taken;
    } catch (error) {
      // a full disk takes the lock's folder, but not the owner's name
      await taken.release();
      throw error;
    }
  } catch (error) {
    if (systemErrorCode(error) !== 'ELOCKED') throw error;
    throw busy(holderName(await lock.readOwner()), error);
  }
}

function holderName(owner: Owner | undefined): string {
  return owner ? `Another rbassist (process ${owner.pid} on ${owner.host})` : 'Another rbassist';
}

/** The files of one lock. */
class LockFiles {
  readonly #path: string;
  readonly #staleMs: number;
  readonly #lockPath: string;
  readonly #ownerPath: string;

  constructor(path: string, staleMs: number) {
    this.#path = path;
    this.#staleMs = staleMs;
    this.#lockPath = `${path}.lock`;
    this.#ownerPath = `${path}.owner.json`;
  }

  get #signOfLifeMs(): number {
    return this.#staleMs / SIGNS_PER_STALE_TIME;
  }

  /** Throws an error of code ELOCKED when the lock exists. */
  async take(): Promise<ProcessLock> {
    // loading it adds exit handlers to the process, which only who locks should get
    const { lock } = await import('proper-lockfile');
    const ownerPath = this.#ownerPath;
    let lost: Error | undefined;
    const release = await lock(this.#path, {
      realpath: false,
      lockfilePath: this.#lockPath,
      stale: NEVER_MS,
      update: this.#signOfLifeMs,
      // by default it throws where nobody can catch it, for example after a laptop's sleep
      onCompromised: (error) => {
        lost = error;
      },
    });
    return {
      get lost() {
        return lost;
      },
      async release() {
        if (lost) return;
        await rm(ownerPath, { force: true });
        await release();
      },
    };
  }

  async writeOwner(): Promise<void> {
    const owner: Owner = { pid: process.pid, host: hostname(), birth: await processBirth(process.pid) };
    // replaced, because a pipe of this name would wait for a reader
    await replaceFile(this.#ownerPath, JSON.stringify(owner));
  }

  async readOwner(): Promise<Owner | undefined> {
    try {
      const owner: unknown = JSON.parse((await readRegularFile(this.#ownerPath, LARGEST_OWNER_BYTES)).toString());
      if (typeof owner !== 'object' || owner === null || !('pid' in owner && 'host' in owner)) return undefined;
      const birth = 'birth' in owner && typeof owner.birth === 'string' ? owner.birth : undefined;
      return { pid: Number(owner.pid), host: String(owner.host), birth };
    } catch {
      return undefined;
    }
  }

  /**
   * Removes the lock of a dead process. Two processes may find it at once, so it is renamed first: only one of them
   * can.
   */
  async removeAbandoned(): Promise<boolean> {
    try {
      // a lock taken a moment ago may still carry the name of its last owner
      if (isYoung(await stat(this.#lockPath))) await delay(YOUNG_MS);
      const judged = await stat(this.#lockPath);
      const owner = await this.readOwner();
      const abandoned = owner ? await this.#isAbandoned(judged, owner) : await this.#staysNameless(judged);
      if (!abandoned) return false;
      const aside = `${this.#lockPath}.${process.pid}.${randomBytes(4).toString('hex')}`;
      await rename(this.#lockPath, aside);
      const taken = await stat(aside);
      const same = taken.ino === judged.ino && taken.mtimeMs === judged.mtimeMs;
      // another process was quicker and this is its new lock: give it back
      await (same ? rmdir(aside) : rename(aside, this.#lockPath));
      return same;
    } catch (error) {
      // another process was quicker
      if (systemErrorCode(error) === 'ENOENT') return true;
      throw error;
    }
  }

  /**
   * Removes locks that {@link removeAbandoned} had renamed when its process was killed. A live process may be about to
   * give one back.
   */
  async removeSetAside(): Promise<void> {
    const folder = dirname(this.#path);
    const start = `${basename(this.#lockPath)}.`;
    for (const name of await readdir(folder)) {
      if (!name.startsWith(start)) continue;
      const [, pid] = /^(\d+)\.[0-9a-f]{8}$/.exec(name.slice(start.length)) ?? [];
      if (pid !== undefined && !isAlive(Number(pid))) await rmdir(join(folder, name)).catch(() => {});
    }
  }

  /**
   * A live process of this machine keeps its lock, however long it was stopped. Only silence tells about other
   * machines.
   */
  async #isAbandoned(judged: { mtimeMs: number }, owner: Owner): Promise<boolean> {
    if (owner.host !== hostname()) return this.#isSilent(judged);
    if (!(await isSameProcessAlive(owner.pid, owner.birth))) return true;
    return owner.birth === undefined && this.#isSilent(judged);
  }

  /** Waits for the owner's name or sign of life: a process killed just after it took the lock gives neither. */
  async #staysNameless(judged: { mtimeMs: number }): Promise<boolean> {
    if (this.#isSilent(judged)) return true;
    const waitMs = this.#signOfLifeMs * NAMELESS_INTERVALS;
    for (let waited = 0; waited < waitMs; waited += YOUNG_MS) {
      await delay(YOUNG_MS);
      if (await this.readOwner()) return false;
      if ((await stat(this.#lockPath)).mtimeMs !== judged.mtimeMs) return false;
    }
    return true;
  }

  #isSilent({ mtimeMs }: { mtimeMs: number }): boolean {
    return Date.now() - mtimeMs > this.#staleMs;
  }
}

function isYoung({ mtimeMs }: { mtimeMs: number }): boolean {
  return Math.abs(Date.now() - mtimeMs) < YOUNG_MS;
}

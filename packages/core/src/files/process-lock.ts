import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Holding, LockChain } from './lock-chain.ts';
import { newOwner, ownerName, ownerState } from './lock-owner.ts';
import { makeFolder } from './make-folder.ts';
import { isAlive } from './process-alive.ts';

const SIGNS_PER_STALE_TIME = 60;
/** Time in which a living owner gives a sign, in intervals of that sign. */
const WATCH_INTERVALS = 1.5;
/** Coarsest time of a file system; a later time is in the future. */
const TIME_STEP_MS = 2_000;
/** Time in which a process writes its owner file, with room to spare. */
const PREPARE_MS = 1_000;
/** Each failed try means that another process got on. */
const MAX_TRIES = 50;

/** Settings of a lock. */
export interface ProcessLockOptions {
  /**
   * Milliseconds without a sign of life after which a lock of another machine lapses. The owner gives 60 signs in that
   * time.
   */
  staleMs: number;
  /**
   * Makes the error to throw when another process has the lock. `holder` is like "Another rbassist (process 12 on
   * laptop, since 2026-11-29 14:03 UTC)". `lapses` is true if its process can't be looked up from here, so that its
   * lock lapses only after `staleMs`.
   */
  busy: (holder: string, lapses: boolean) => Error;
}

/** A lock that this process holds. */
export interface ProcessLock {
  /** True if another process took the lock, for example while this machine slept. It looks at the disk. */
  readonly isLost: boolean;
  /** Gives the lock back. Does nothing when it is lost, or was given back. */
  release(): Promise<void>;
}

/** Locks that this process holds, which it gives back if it exits with them. */
const held = new Map<Holding, LockChain>();

/**
 * Takes a lock that all processes on all machines respect, and creates its folder. Takes over the lock of a dead
 * process of this machine at once. A process of another machine or container can't be looked up: its lock lapses after
 * `staleMs` without a sign of life, by the clock of the file system.
 *
 * @param path Path without ending. The lock is the folder `<path>.lock`.
 * @throws what `busy` makes when another process, or this one, has the lock; the system's error when the folder can't
 *   be written to, or a file is in the lock's place (`ENOTDIR` with its path).
 */
export async function takeProcessLock(path: string, { staleMs, busy }: ProcessLockOptions): Promise<ProcessLock> {
  await makeFolder(dirname(path));
  const chain = new LockChain(path);
  const prepared = await chain.prepare(await newOwner());
  const watchMs = (staleMs / SIGNS_PER_STALE_TIME) * WATCH_INTERVALS;
  try {
    let last = await chain.last();
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      if (last && !(await isDead(last, { chain, staleMs, watchMs, nowMs: prepared.pulseMs }))) break;
      if (await chain.install(prepared, last)) return hold(chain, prepared, staleMs);
      last = await chain.last();
    }
    const lapses = last?.owner === undefined || (await ownerState(last.owner)) === 'unknown';
    throw busy(ownerName(last?.owner), lapses);
  } catch (error) {
    await chain.discard(prepared);
    throw error;
  }
}

async function hold(chain: LockChain, holding: Holding, staleMs: number): Promise<ProcessLock> {
  let pulse = Promise.resolve();
  const timer = setInterval(() => {
    // the next look at the lock tells if it is lost
    pulse = chain.pulse(holding).catch(() => {});
  }, staleMs / SIGNS_PER_STALE_TIME).unref();
  if (held.size === 0) process.on('exit', releaseAll);
  held.set(holding, chain);
  await removeLeftovers(chain, staleMs);
  return {
    get isLost() {
      return chain.isLost(holding);
    },
    async release() {
      clearInterval(timer);
      await pulse;
      letGo(holding);
    },
  };
}

function letGo(holding: Holding): void {
  const chain = held.get(holding);
  held.delete(holding);
  if (held.size === 0) process.off('exit', releaseAll);
  if (chain && !chain.isLost(holding)) chain.remove();
}

function releaseAll(): void {
  for (const holding of [...held.keys()]) {
    try {
      letGo(holding);
    } catch {
      // the next process finds it abandoned
    }
  }
}

interface Judge {
  chain: LockChain;
  staleMs: number;
  watchMs: number;
  /** Current time by the clock of the file system. */
  nowMs: number;
}

/** A live process of this machine keeps its lock, however long it was stopped. */
async function isDead(holding: Holding, { chain, staleMs, watchMs, nowMs }: Judge): Promise<boolean> {
  const state = holding.owner ? await ownerState(holding.owner) : 'unknown';
  if (state !== 'unknown') return state === 'dead';
  const silentMs = nowMs - holding.pulseMs;
  const isFuture = silentMs < -TIME_STEP_MS;
  if (!isFuture && silentMs > staleMs) return true;
  // neither a clock that was set back nor a process that was killed before it wrote its name gives signs of life
  if (!isFuture && holding.owner) return false;
  return staysSilent(holding, chain, watchMs);
}

async function staysSilent(holding: Holding, chain: LockChain, watchMs: number): Promise<boolean> {
  await delay(watchMs);
  const now = await chain.last();
  return now?.folder === holding.folder && now.pulseMs === holding.pulseMs && now.owner?.token === holding.owner?.token;
}

/** Removes what other processes left that were killed while they took or released the lock. */
async function removeLeftovers(chain: LockChain, staleMs: number): Promise<void> {
  for (const leftover of await chain.leftovers().catch(() => [])) {
    const state = leftover.owner ? await ownerState(leftover.owner) : 'unknown';
    const silentMs = Date.now() - leftover.pulseMs;
    const isUnfinished = !leftover.owner && silentMs > PREPARE_MS && !isAlive(leftover.pid);
    if (state === 'dead' || isUnfinished || (state === 'unknown' && silentMs > staleMs)) {
      await chain.discard(leftover).catch(() => {});
    }
  }
}

import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Holding, LockChain } from './lock-chain.ts';
import { newOwner, ownerName, ownerState } from './lock-owner.ts';
import { makeFolder } from './make-folder.ts';
import { isAlive } from './process-alive.ts';

const SIGNS_PER_STALE_TIME = 60;
/** Time in which a live owner surely writes a heartbeat, in heartbeat intervals. */
const WATCH_INTERVALS = 1.5;
/** Coarsest resolution of file times; a time later than this is in the future. */
const TIME_STEP_MS = 2_000;
/** More than a process needs to write its owner file. */
const PREPARE_MS = 1_000;
/** Each failed try means that another process made progress. */
const MAX_TRIES = 50;

/** Settings of a lock. */
export interface ProcessLockOptions {
  /** Milliseconds without a heartbeat after which another machine's lock expires. The owner writes 60 in that time. */
  staleMs: number;
  /**
   * Returns the error to throw if another process has the lock: `holder`, e.g. "Another rbassist (process 12 on laptop,
   * since 2026-11-29 14:03 UTC)". If it can't be looked up from here, `lapses` is true: the lock expires after
   * `staleMs`.
   */
  busy: (holder: string, lapses: boolean) => Error;
}

/** A lock that this process holds. */
export interface ProcessLock {
  /** True if another process took the lock, for example while this machine was asleep. Reads the disk. */
  readonly isLost: boolean;
  /** Releases the lock. Does nothing if the lock is lost or already released. */
  release(): Promise<void>;
}

const held = new Map<Holding, LockChain>();

/**
 * Takes a lock that works across processes and machines, and creates its folder. Takes over at once from a dead process
 * of this machine. A process on another machine or in another container can't be looked up: its lock expires after
 * `staleMs` without a heartbeat, by the file system's clock.
 *
 * @param path Path without ending. The lock is the folder `<path>.lock`.
 * @throws the error of `busy` if another process, or this one, has the lock.
 * @throws the system's error if the folder can't be written to, or a file has the name of the lock (`ENOTDIR`).
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
    // the next check of isLost notices a lost lock
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
      // another process takes over the lock of a dead owner
    }
  }
}

interface Judge {
  chain: LockChain;
  staleMs: number;
  watchMs: number;
  /** Current time, by the file system's clock. */
  nowMs: number;
}

/** Returns false for a live process of this machine, however long it was suspended. */
async function isDead(holding: Holding, { chain, staleMs, watchMs, nowMs }: Judge): Promise<boolean> {
  const state = holding.owner ? await ownerState(holding.owner) : 'unknown';
  if (state !== 'unknown') return state === 'dead';
  const silentMs = nowMs - holding.pulseMs;
  const isFuture = silentMs < -TIME_STEP_MS;
  if (!isFuture && silentMs > staleMs) return true;
  // the clock was set back, or the process was killed before it wrote the owner file: wait for a heartbeat
  if (!isFuture && holding.owner) return false;
  return staysSilent(holding, chain, watchMs);
}

async function staysSilent(holding: Holding, chain: LockChain, watchMs: number): Promise<boolean> {
  await delay(watchMs);
  const now = await chain.last();
  return now?.folder === holding.folder && now.pulseMs === holding.pulseMs && now.owner?.token === holding.owner?.token;
}

/** Removes holdings of processes that were killed while they took or released the lock. */
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

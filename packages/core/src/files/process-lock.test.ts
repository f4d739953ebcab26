import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processBirth } from './process-alive.ts';
import { type ProcessLock, takeProcessLock } from './process-lock.ts';

const STALE_MS = 120_000;

class BusyError extends Error {}

let folder: string;
let lockPath: string;
let ownerPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rbassist-lock-'));
  lockPath = join(folder, 'work.lock');
  ownerPath = join(folder, 'work.owner.json');
});
afterEach(() => rm(folder, { recursive: true }));

function take(staleMs = STALE_MS): Promise<ProcessLock> {
  return takeProcessLock(join(folder, 'work'), {
    staleMs,
    busy: (holder, cause) => new BusyError(`${holder} has it`, { cause }),
  });
}

/** Number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** Leaves a lock as a killed process does. */
async function abandonedBy(owner: object): Promise<void> {
  await mkdir(lockPath);
  await writeFile(ownerPath, JSON.stringify(owner));
}

const owner = async () => JSON.parse(await readFile(ownerPath, 'utf8'));
const silentFor = (ms: number) => utimes(lockPath, new Date(Date.now() - ms), new Date(Date.now() - ms));

describe('a process lock', () => {
  it('is held by one at a time, names its holder, and leaves nothing behind', async () => {
    const lock = await take();
    await expect(take()).rejects.toThrow(BusyError);
    await expect(take()).rejects.toThrow(`Another rbassist (process ${process.pid} on ${hostname()}) has it`);
    expect(lock.lost).toBeUndefined();
    await lock.release();
    await (await take()).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a dead process is free at once', async () => {
    await abandonedBy({ pid: deadPid(), host: hostname() });
    await (await take()).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is free at once when another process has its number now', async () => {
    await abandonedBy({ pid: process.ppid, host: hostname(), birth: 'long ago' });
    const lock = await take();
    expect(await owner()).toEqual({ pid: process.pid, host: hostname(), birth: await processBirth(process.pid) });
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('is kept while its process lives, however old the lock is', async () => {
    await abandonedBy({ pid: process.ppid, host: hostname(), birth: await processBirth(process.ppid) });
    await silentFor(600_000);
    await expect(take()).rejects.toThrow(`process ${process.ppid}`);
  });

  it('is free when its process was killed before it wrote its name, and not while one may be about to', async () => {
    await mkdir(lockPath);
    const waiting = take().catch((error: unknown) => error);
    await writeFile(ownerPath, JSON.stringify({ pid: process.pid, host: hostname() }));
    expect(await waiting).toBeInstanceOf(BusyError);
    await rm(ownerPath);
    await (await take(12_000)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('lapses after the stale time where nobody can tell if its process lives', async () => {
    await abandonedBy({ pid: process.ppid, host: hostname() });
    await expect(take()).rejects.toThrow(BusyError);
    await silentFor(STALE_MS + 1000);
    await (await take()).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of another machine lapses after the stale time, not before', async () => {
    await abandonedBy({ pid: 1, host: 'elsewhere' });
    await silentFor(STALE_MS - 10_000);
    await expect(take()).rejects.toThrow('process 1 on elsewhere');
    await silentFor(STALE_MS + 1000);
    await (await take()).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over by one of many that find it abandoned', async () => {
    await abandonedBy({ pid: deadPid(), host: hostname() });
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => take()));
    const taken = tries.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(taken).toHaveLength(1);
    expect((await owner()).pid).toBe(process.pid);
    await taken[0].release();
  });

  it('clears away what a process left that was killed while it took over a lock', async () => {
    await mkdir(`${lockPath}.${deadPid()}.0123abcd`);
    // a live process may be about to give it back
    await mkdir(`${lockPath}.${process.pid}.0123abcd`);
    await (await take()).release();
    expect(await readdir(folder)).toEqual([`work.lock.${process.pid}.0123abcd`]);
  });

  it('tells that it is lost, and its release touches nothing then', async () => {
    const lock = await take(12_000);
    await rmdir(lockPath);
    await expect.poll(() => lock.lost, { timeout: 5_000 }).toBeInstanceOf(Error);
    await lock.release();
    expect(await readdir(folder)).toEqual(['work.owner.json']);
  });

  it('passes on the system error when a file is in the way', async () => {
    await writeFile(join(folder, 'plain'), '');
    await expect(
      takeProcessLock(join(folder, 'plain', 'work'), { staleMs: STALE_MS, busy: () => new BusyError() }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/ENOTDIR|EEXIST/) });
  });
});

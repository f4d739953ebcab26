import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pidScope, processBirth } from './process-alive.ts';
import { type ProcessLock, takeProcessLock } from './process-lock.ts';

const STALE_MS = 120_000;
/** Short, so that waiting for a heartbeat takes little time. */
const SHORT_MS = 4_000;

class BusyError extends Error {}

let folder: string;
let lockPath: string;
beforeEach(async () => {
  folder = await temporaryFolder('lock');
  lockPath = join(folder, 'work.lock');
});

function take(staleMs = STALE_MS): Promise<ProcessLock> {
  return takeProcessLock(join(folder, 'work'), {
    staleMs,
    busy: (holder, lapses) => new BusyError(`${holder} has it${lapses ? ' and lapses' : ''}`),
  });
}

function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

async function abandonedBy(owner: object): Promise<void> {
  await mkdir(lockPath);
  await writeFile(join(lockPath, 'owner.json'), JSON.stringify({ token: 'abc', ...owner }));
  await writeFile(join(lockPath, 'pulse'), '.');
}

async function silentFor(ms: number): Promise<void> {
  const time = new Date(Date.now() - ms);
  for (const path of [join(lockPath, 'pulse'), lockPath]) await utimes(path, time, time).catch(() => {});
}

const here = async (pid: number) => ({
  pid,
  host: hostname(),
  birth: await processBirth(pid),
  scope: await pidScope(),
});
const elsewhere = { pid: 1, host: 'elsewhere', birth: 'boot 1', scope: 'another boot' };

async function expectFree(staleMs?: number): Promise<void> {
  const lock = await take(staleMs);
  expect(lock.isLost).toBe(false);
  await expect(take()).rejects.toThrow(`process ${process.pid} on`);
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
}

describe('a process lock', () => {
  it('has one owner at a time, names it, and leaves no files behind', async () => {
    const lock = await take();
    await expect(take()).rejects.toThrow(BusyError);
    await expect(take()).rejects.toThrow(
      new RegExp(`Another rbassist \\(process ${process.pid} on .+, since [-0-9]+ [0-9:]+ UTC\\) has it$`),
    );
    expect(lock.isLost).toBe(false);
    await lock.release();
    await lock.release();
    await expectFree();
  });

  it('of a dead process is free at once, even if that process had taken it over', async () => {
    await abandonedBy({ ...(await here(deadPid())), birth: undefined });
    await mkdir(join(lockPath, 'after-abc'));
    const second = { token: 'def', pid: deadPid(), host: hostname() };
    await writeFile(join(lockPath, 'after-abc', 'owner.json'), JSON.stringify(second));
    await expectFree();
  });

  it.skipIf(process.platform === 'win32')('is free at once if another process now has the id', async () => {
    await abandonedBy({ ...(await here(process.ppid)), birth: 'long ago' });
    await expectFree();
  });

  it.skipIf(process.platform !== 'linux')('is free at once when its process is a zombie', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    const [pid] = await once(parent.stdout, 'data');
    try {
      await vi.waitFor(async () => expect(await processBirth(Number(pid))).toBe('ended'), 10_000);
      await abandonedBy(await here(Number(pid)));
      await expectFree();
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it.skipIf(process.platform === 'win32')('is kept while its process runs, however old the lock is', async () => {
    await abandonedBy(await here(process.ppid));
    for (const ms of [600_000, -600_000]) {
      await silentFor(ms);
      await expect(take()).rejects.toThrow(/process \d+ on .+ has it$/);
    }
  });

  it.each([
    ['another machine', elsewhere],
    ['another container of this machine', { ...elsewhere, pid: deadPid(), host: hostname() }],
  ])('of %s expires after the stale time, not before', async (_, owner) => {
    await abandonedBy(owner);
    await silentFor(STALE_MS - 10_000);
    await expect(take()).rejects.toThrow(`process ${owner.pid} on ${owner.host}`);
    await expect(take()).rejects.toThrow('and lapses');
    await silentFor(STALE_MS + 1000);
    await expectFree();
  });

  it('with a time in the future expires unless its owner writes a heartbeat', async () => {
    await abandonedBy(elsewhere);
    await silentFor(-3_600_000);
    let written = Promise.resolve();
    const pulse = setInterval(() => {
      written = written.then(() => writeFile(join(lockPath, 'pulse'), '.'));
    }, 20);
    await expect(take(SHORT_MS)).rejects.toThrow(BusyError);
    clearInterval(pulse);
    await written;
    await silentFor(-3_600_000);
    await expectFree(SHORT_MS);
  });

  it.each([
    ['no owner', undefined],
    ['a damaged owner', '{"pid": 12'],
    ['an owner that can be nobody', '{"pid": -1, "host": "here"}'],
  ])('with %s is free without a heartbeat', async (_, text) => {
    await mkdir(lockPath);
    if (text !== undefined) await writeFile(join(lockPath, 'owner.json'), text);
    await mkdir(join(lockPath, 'odd thing'));
    await expectFree(SHORT_MS);
  });

  it('with a folder in place of the owner file is free without a heartbeat', async () => {
    await mkdir(join(lockPath, 'owner.json'), { recursive: true });
    await expectFree(SHORT_MS);
  });

  it('of an earlier version is respected, and removed when its process is dead', async () => {
    await mkdir(lockPath);
    const ownerPath = join(folder, 'work.owner.json');
    await writeFile(ownerPath, JSON.stringify({ pid: 1, host: 'elsewhere' }));
    await expect(take()).rejects.toThrow('process 1 on elsewhere');
    await writeFile(ownerPath, JSON.stringify({ pid: deadPid(), host: hostname() }));
    await expectFree();
  });

  it('is taken over by exactly one of many processes', async () => {
    await abandonedBy({ pid: deadPid(), host: hostname() });
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => take()));
    const taken = tries.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(taken).toHaveLength(1);
    await taken[0].release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('removes files of killed processes', async () => {
    await abandonedBy({ pid: deadPid(), host: hostname() });
    await rename(lockPath, `${lockPath}.12.0123abcd`);
    await abandonedBy(await here(process.pid));
    // a live process is about to install it
    await rename(lockPath, `${lockPath}.13.0123abcd`);
    await (await take()).release();
    expect(await readdir(folder)).toEqual([`work.lock.13.0123abcd`]);
  });

  it.each([
    ['was removed', () => rm(lockPath, { recursive: true })],
    [
      'was taken over',
      async () => {
        const { token } = JSON.parse(await readFile(join(lockPath, 'owner.json'), 'utf8'));
        await mkdir(join(lockPath, `after-${token}`));
      },
    ],
    [
      'was taken anew',
      async () => {
        await rm(lockPath, { recursive: true });
        await abandonedBy(elsewhere);
      },
    ],
  ])('that %s is lost, and its release changes nothing', async (_, change) => {
    const lock = await take();
    await change();
    const before = await readdir(folder, { recursive: true });
    expect(lock.isLost).toBe(true);
    await lock.release();
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });

  it('throws the system error with the path of the blocking file', async () => {
    await writeFile(join(folder, 'plain'), '');
    const options = { staleMs: STALE_MS, busy: () => new BusyError() };
    await expect(takeProcessLock(join(folder, 'plain', 'work'), options)).rejects.toMatchObject({
      code: expect.stringMatching(/ENOTDIR|EEXIST/),
    });
    await writeFile(lockPath, '');
    await expect(take()).rejects.toMatchObject({ code: 'ENOTDIR', path: lockPath });
    expect(await readdir(folder)).toEqual(['plain', 'work.lock']);
  });
});

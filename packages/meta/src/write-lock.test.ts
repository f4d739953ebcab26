import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderError, LibraryBusyError } from '@rbassist/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openMetaStore } from './index.ts';
import { processBirth } from './process-birth.ts';
import { takeWriteLock } from './write-lock.ts';

let folder: string;
let path: string;
let lockPath: string;
let ownerPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rbassist-lock-'));
  path = join(folder, 'meta.json');
  lockPath = join(folder, 'write.lock');
  ownerPath = join(folder, 'write.owner.json');
});
afterEach(() => rm(folder, { recursive: true }));

/** A lock as a process leaves it that is killed. */
async function abandonedBy(owner: object): Promise<void> {
  await mkdir(lockPath);
  await writeFile(ownerPath, JSON.stringify(owner));
}

describe('the right to write', () => {
  test('is one process’s at a time, which is named, and readers need none', async () => {
    const store = await openMetaStore(path);
    await expect(openMetaStore(path)).rejects.toThrow(LibraryBusyError);
    await expect(openMetaStore(path)).rejects.toThrow(`process ${process.pid} on ${hostname()}`);
    expect((await openMetaStore(path, { readOnly: true })).readOnly).toBe(true);
    await store.close();
    await (await openMetaStore(path)).close();
    expect(await readdir(folder)).toEqual([]);
  });

  test('leaves no lock behind that a process was killed over while it took it away', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await mkdir(`${lockPath}.${pid}.0123abcd`);
    // one of a process that lives may be about to be given back
    await mkdir(`${lockPath}.${process.pid}.0123abcd`);
    await (await takeWriteLock(path)).release();
    expect(await readdir(folder)).toEqual([`write.lock.${process.pid}.0123abcd`]);
  });

  test('is free at once when its process is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await abandonedBy({ pid, host: hostname() });
    await (await takeWriteLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('is free when its process was killed before it left its name, and not while one may be about to', async () => {
    await mkdir(lockPath);
    const waiting = takeWriteLock(path).catch((error: unknown) => error);
    await writeFile(ownerPath, JSON.stringify({ pid: process.pid, host: hostname() }));
    expect(await waiting).toBeInstanceOf(LibraryBusyError);
    await rm(ownerPath);
    await (await takeWriteLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('is free at once when its process’s number is another’s now', async () => {
    await abandonedBy({ pid: process.ppid, host: hostname(), birth: 'long ago' });
    await (await takeWriteLock(path)).release();
  });

  test.skipIf(process.platform === 'win32')('is kept while its process lives, however old the lock is', async () => {
    await abandonedBy({ pid: process.ppid, host: hostname(), birth: await processBirth(process.ppid) });
    await utimes(lockPath, new Date(), new Date(Date.now() - 600_000));
    await expect(takeWriteLock(path)).rejects.toThrow(`process ${process.ppid}`);
  });

  test('lapses after two minutes of silence where nobody can tell whether its process lives', async () => {
    await abandonedBy({ pid: process.ppid, host: hostname() });
    await expect(takeWriteLock(path)).rejects.toThrow(LibraryBusyError);
    const silent = new Date(Date.now() - 121_000);
    await utimes(lockPath, silent, silent);
    await rm(ownerPath);
    await (await takeWriteLock(path)).release();
  });

  test('of another machine lapses after two minutes of silence, not before', async () => {
    await abandonedBy({ pid: 1, host: 'elsewhere' });
    await expect(takeWriteLock(path)).rejects.toThrow('process 1 on elsewhere');
    const silent = new Date(Date.now() - 121_000);
    await utimes(lockPath, silent, silent);
    await (await takeWriteLock(path)).release();
  });

  test('is taken over by one of many that find it abandoned', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await abandonedBy({ pid, host: hostname() });
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeWriteLock(path)));
    const taken = tries.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(taken).toHaveLength(1);
    expect(JSON.parse(await readFile(ownerPath, 'utf8')).pid).toBe(process.pid);
    await taken[0].release();
  });

  test('that another took over stops the writer before it undoes the other’s work', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const store = await openMetaStore(path);
    store.update('/a', { bpm: 1 });
    await rmdir(lockPath);
    await vi.advanceTimersByTimeAsync(10_001);
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(store.flush()).rejects.toThrow(LibraryBusyError);
    await expect(store.close()).rejects.toThrow('has taken over');
    expect(store.get('/a')).toEqual({ bpm: 1 });
  });

  test('cannot be had where a file is in the way', async () => {
    await writeFile(join(folder, 'plain'), '');
    await expect(takeWriteLock(join(folder, 'plain', 'meta.json'))).rejects.toThrow(DataFolderError);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DataFolderError, LibraryBusyError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { openMetaStore } from '../index.ts';
import { takeWriteLock } from './write-lock.ts';

let folder: string;
let path: string;
let lockPath: string;
beforeEach(async () => {
  folder = await temporaryFolder('lock');
  path = join(folder, 'meta.json');
  lockPath = join(folder, 'write.lock');
});

async function abandonedBy(owner: object): Promise<void> {
  await mkdir(lockPath);
  await writeFile(join(lockPath, 'owner.json'), JSON.stringify({ token: 'abc', ...owner }));
}

describe('the write lock', () => {
  it('belongs to one process at a time, which is named, and readers need no lock', async () => {
    const store = await openMetaStore(path);
    await expect(openMetaStore(path)).rejects.toThrow(LibraryBusyError);
    await expect(openMetaStore(path)).rejects.toThrow(`process ${process.pid} on ${hostname()}`);
    expect((await openMetaStore(path, { readOnly: true })).readOnly).toBe(true);
    await store.close();
    await (await openMetaStore(path)).close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a dead process is free at once', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await abandonedBy({ pid, host: hostname() });
    await (await takeWriteLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of another machine expires after two minutes without a heartbeat, not before', async () => {
    await abandonedBy({ pid: 1, host: 'elsewhere' });
    const silentFor = (ms: number) => utimes(lockPath, new Date(Date.now() - ms), new Date(Date.now() - ms));
    await silentFor(110_000);
    await expect(takeWriteLock(path)).rejects.toThrow('process 1 on elsewhere');
    await expect(takeWriteLock(path)).rejects.toMatchObject({
      remedies: [{ action: 'wait-for-process', lapseS: 120 }],
    });
    await silentFor(121_000);
    await (await takeWriteLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('that another process took over stops the writer', async () => {
    const store = await openMetaStore(path);
    store.update('/a', { bpm: 1 });
    await rm(lockPath, { recursive: true });
    await abandonedBy({ pid: 1, host: 'elsewhere' });
    await expect(store.flush()).rejects.toThrow(LibraryBusyError);
    await expect(store.close()).rejects.toThrow('took over');
    expect(store.get('/a')).toEqual({ bpm: 1 });
  });

  it('cannot be taken if a file is in its place', async () => {
    await writeFile(join(folder, 'plain'), '');
    await expect(takeWriteLock(join(folder, 'plain', 'meta.json'))).rejects.toThrow(DataFolderError);
    await writeFile(lockPath, '');
    await expect(takeWriteLock(path)).rejects.toMatchObject({
      message: `${lockPath} cannot be written: there is a file where a folder should be.`,
      remedies: [{ action: 'move-away', path: lockPath }, { action: 'choose-data-dir' }],
    });
  });
});

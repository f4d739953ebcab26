import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMetaStore } from '../index.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder('backup');
  path = join(folder, 'meta.json');
});
afterEach(async () => {
  vi.useRealTimers();
});

const backups = async () => (await readdir(folder)).filter((name) => name.includes('.backup-')).sort();

describe('a backup', () => {
  it('keeps the newest five, even if the clock changes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const store = await openMetaStore(path);
    expect(await store.backup()).toBeUndefined();
    const times = ['2026-01-01', '2026-01-02', '2026-01-02', '2026-01-02', '2025-06-01', '2026-01-03', '2026-01-03'];
    const made: string[] = [];
    for (const [i, time] of times.entries()) {
      vi.setSystemTime(`${time}T12:00:00Z`);
      store.update('/a', { bpm: i });
      made.push((await store.backup()) ?? '');
    }
    await store.close();
    expect(made.map((name) => name.slice(path.length))).toEqual([
      '.backup-20260101-120000',
      '.backup-20260102-120000',
      '.backup-20260102-120000-2',
      '.backup-20260102-120000-3',
      '.backup-20260102-120000-4',
      '.backup-20260103-120000',
      '.backup-20260103-120000-2',
    ]);
    expect(await backups()).toHaveLength(5);
    const bpms = await Promise.all(
      made.slice(2).map(async (name) => JSON.parse(await readFile(name, 'utf8')).tracks['/a'].bpm),
    );
    expect(bpms).toEqual([2, 3, 4, 5, 6]);
  });

  it('is complete, does not change later, and removes a partial copy of a killed process', async () => {
    await writeFile(path, '{"tracks": {"/a": {"bpm": 1}}}');
    await writeFile(`${path}.backup-20260101-000000.1.01234567.tmp`, '{"tra');
    const store = await openMetaStore(path);
    const backup = await store.backup();
    // the Python rbassist writes into the existing file
    await writeFile(path, 'overwritten', { flag: 'r+' });
    await store.close();
    expect(JSON.parse(await readFile(backup ?? '', 'utf8'))).toEqual({ tracks: { '/a': { bpm: 1 } } });
    expect(await backups()).toHaveLength(1);
  });
});

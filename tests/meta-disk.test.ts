import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderError } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { smallDisk } from './support/small-disk.ts';

describe('a full disk', () => {
  it('loses nothing in memory, is reported, and the next flush retries', async ({ skip }) => {
    const disk = await smallDisk('full', '1m');
    if (!disk) return skip();
    const path = join(disk.folder, 'meta.json');
    const filler = join(disk.folder, 'filler');
    await writeFile(filler, Buffer.alloc(600_000));
    const warnings: string[] = [];
    const store = await openMetaStore(path, { onWarning: ({ code }) => warnings.push(code) });
    const comments = 'x'.repeat(10_000);
    let flushed = -1;
    let failure: unknown;
    for (let i = 0; i < 60; i++) {
      store.update(`/music/${i}`, { comments, rating: i });
      try {
        await store.flush();
        flushed = i;
      } catch (error) {
        failure ??= error;
      }
    }
    expect(failure).toBeInstanceOf(DataFolderError);
    expect(String(failure)).toContain('the disk is full');
    expect(flushed).toBeGreaterThan(10);
    expect(flushed).toBeLessThan(59);
    expect([store.size, store.dirty]).toEqual([60, true]);
    expect(store.get('/music/59')).toEqual({ comments, rating: 59 });
    const reader = await openMetaStore(path, { readOnly: true });
    expect([reader.size, reader.warnings]).toEqual([flushed + 1, []]);
    await expect(store.close()).rejects.toThrow('the disk is full');

    await rm(filler);
    await store.flush();
    expect((await openMetaStore(path, { readOnly: true })).size).toBe(60);
    await expect(store.compact()).rejects.toThrow('the disk is full');
    expect(await readdir(disk.folder)).toEqual(
      expect.not.arrayContaining([expect.stringContaining('.tmp'), 'meta.json']),
    );
    disk.resize('4m');
    await store.close();
    expect(await readdir(disk.folder)).toEqual(['meta.json']);
    expect((await openMetaStore(path, { readOnly: true })).get('/music/59')).toEqual({ comments, rating: 59 });
  });
});

describe('a full disk before the store is opened', () => {
  it('leaves no lock, so that the store opens when there is space', async ({ skip }) => {
    const disk = await smallDisk('full-before', '64k');
    if (!disk) return skip();
    const filler = join(disk.folder, 'filler');
    await writeFile(filler, Buffer.alloc(1 << 17)).catch(() => {});
    const path = join(disk.folder, 'meta.json');
    await expect(openMetaStore(path)).rejects.toThrow('the disk is full');
    await rm(filler);
    await (await openMetaStore(path)).close();
  });
});

describe('a folder without write permission', () => {
  const text = '{"tracks": {"/a.mp3": {"bpm": 128}}}';

  it("can be read, including the journal, and reports why it can't be written", async ({ skip }) => {
    const disk = await smallDisk('read-only', '1m');
    if (!disk) return skip();
    const path = join(disk.folder, 'meta.json');
    await writeFile(path, text);
    disk.makeReadOnly();
    const reader = await openMetaStore(path, { readOnly: true });
    expect(reader.get('/a.mp3')).toEqual({ bpm: 128 });
    await reader.close();
    await expect(openMetaStore(path)).rejects.toThrow(DataFolderError);
    await expect(openMetaStore(path)).rejects.toThrow('the disk is read-only');
  });

  // root has all permissions
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is handled the same, without permission',
    async () => {
      const folder = await temporaryFolder('forbidden');
      const path = join(folder, 'meta.json');
      await writeFile(path, text);
      await chmod(folder, 0o555);
      try {
        expect((await openMetaStore(path, { readOnly: true })).get('/a.mp3')).toEqual({ bpm: 128 });
        await expect(openMetaStore(path)).rejects.toThrow('permission is denied');
      } finally {
        await chmod(folder, 0o755);
      }
    },
  );
});

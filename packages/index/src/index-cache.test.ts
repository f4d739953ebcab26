import { cp, readdir, readFile, readlink, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError, SpaceMismatchError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildIndex, IndexCache, syncIndex, type VectorIndex } from './index.ts';
import { clusteredVectors } from './test-vectors.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder('index');
});

function options(count: number) {
  const entries = clusteredVectors(count, 8, 1).map((vector, i) => ({ path: `/${i}`, vector }));
  return { folder: join(root, 'index'), space: 'test/8', entries } as const;
}

describe('IndexCache', () => {
  it('shares one index between all callers until its files change', async () => {
    const cache = new IndexCache();
    const first = options(10);
    const { folder, space } = first;
    await buildIndex(first);
    const [one, two] = await Promise.all([
      cache.open({ folder, space }),
      cache.open({ folder: join(folder, '..', 'index') }),
    ]);
    expect(two).toBe(one);
    await syncIndex(first);
    const now = await syncIndex(options(11)).then(() => cache.open({ folder, space }));
    expect([one.size, now.size]).toEqual([10, 11]);
    expect(await cache.open({ folder, space })).toBe(now);
  });

  it.skipIf(process.platform === 'win32')(
    'leaves its files closed after a release, and says if they were replaced',
    async () => {
      const cache = new IndexCache();
      const first = options(1500);
      const { folder } = first;
      await cache.release(folder);
      await buildIndex(first);
      const index = await cache.open({ folder });
      const [{ path, vector }] = first.entries;
      expect(index.nearest(vector, 1)[0].path).toBe(path);
      await cache.release(folder);
      const open = await readdir('/proc/self/fd').catch(() => []);
      const files = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
      expect(files.filter((file) => file.startsWith(root))).toEqual([]);
      expect(index.nearest(vector, 1)[0].path).toBe(path);

      await cache.release(folder);
      await buildIndex({ ...first, entries: options(1501).entries });
      expect(() => index.vector('/10')).toThrow(expect.objectContaining({ remedies: [{ action: 'retry' }] }));
      expect((await cache.open({ folder })).size).toBe(1501);
    },
  );

  it.skipIf(process.platform === 'win32')('opens an index again after its vectors could not be read', async () => {
    const cache = new IndexCache();
    const first = options(1500);
    const { folder } = first;
    await buildIndex(first);
    const file = join(folder, 'vectors.npy');
    const good = await readFile(file);
    const index = await cache.open({ folder });
    await truncate(file, 100);
    expect(() => index.nearest('/1400', 1)).toThrow(FileFormatError);
    await expect(cache.open({ folder })).rejects.toThrow(FileFormatError);
    await writeFile(file, good);
    expect((await cache.open({ folder })).nearest('/1400', 1)).toHaveLength(1);
  });

  it('opens a copy of the folder that took its place, also with the same times', async () => {
    const cache = new IndexCache();
    const first = options(1500);
    const { folder } = first;
    await buildIndex(first);
    const copy = join(root, 'copy');
    await cp(folder, copy, { recursive: true, preserveTimestamps: true });
    const { size } = await cache.open({ folder });
    await cache.release(folder);
    // index.json is the same file as before
    await rename(join(copy, 'vectors.npy'), join(folder, 'vectors.npy'));
    const questions = [1, 2, 3].map(async (i) => (await cache.open({ folder })).nearest(`/${i}`, 1));
    expect(await Promise.all(questions)).toEqual([1, 2, 3].map(() => [expect.anything()]));
    expect(size).toBe(1500);
    const [one, two] = await Promise.all([cache.open({ folder }), cache.open({ folder })]);
    expect(one).toBe(two);
  });

  it.skipIf(process.platform === 'win32')('shares an index that can only be searched', async () => {
    const first = options(10);
    await buildIndex(first);
    const index = (await new IndexCache().open({ folder: first.folder })) as VectorIndex;
    expect(() => index.remove('/1')).toThrow(expect.objectContaining({ code: 'read-only' }));
    await expect(index.save(first.folder)).rejects.toThrow(/Open it with openIndex/);
    expect(index.size).toBe(10);
  });

  it('does not cache errors, and separates spaces', async () => {
    const cache = new IndexCache();
    const first = options(10);
    const { folder, space } = first;
    await expect(cache.open({ folder, space })).rejects.toThrow(FileFormatError);
    await buildIndex(first);
    const index = await cache.open({ folder, space });
    await expect(cache.open({ folder, space: 'other/8' })).rejects.toThrow(SpaceMismatchError);
    expect(await cache.open({ folder, space })).toBe(index);
    await writeFile(join(folder, 'index.json'), 'damaged');
    await expect(cache.open({ folder, space })).rejects.toThrow(FileFormatError);
    await buildIndex(first);
    expect((await cache.open({ folder, space })).size).toBe(10);
  });
});

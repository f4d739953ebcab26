import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeNpy, FileFormatError, SpaceMismatchError } from '@rbassist/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIndex, IndexCache, syncIndex } from './index.ts';
import { clusteredVectors } from './test-vectors.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rbassist-index-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function options(count: number) {
  const entries = clusteredVectors(count, 8, 1).map((vector, i) => ({
    path: `/${i}`,
    embedding: join(folder, `${i}.npy`),
    vector,
  }));
  await Promise.all(entries.map(({ embedding, vector }) => writeFile(embedding, encodeNpy(vector))));
  return { folder: join(folder, 'index'), space: 'test/8', entries } as const;
}

test('one handle is shared by all who ask, until the files change', async () => {
  const cache = new IndexCache();
  const first = await options(10);
  await buildIndex(first);
  const [one, two] = await Promise.all([cache.open(first), cache.open({ folder: join(first.folder, '..', 'index') })]);
  expect(two).toBe(one);
  await syncIndex(first);
  const now = await syncIndex(await options(11)).then(() => cache.open(first));
  expect([one.size, now.size]).toEqual([10, 11]);
  expect(await cache.open(first)).toBe(now);
});

test('a failure is not kept, and spaces are not mixed', async () => {
  const cache = new IndexCache();
  const first = await options(10);
  await expect(cache.open(first)).rejects.toThrow(FileFormatError);
  await buildIndex(first);
  const index = await cache.open(first);
  await expect(cache.open({ ...first, space: 'other/8' })).rejects.toThrow(SpaceMismatchError);
  expect(await cache.open(first)).toBe(index);
  await writeFile(join(first.folder, 'index.json'), 'damaged');
  await expect(cache.open(first)).rejects.toThrow(FileFormatError);
  await buildIndex(first);
  expect((await cache.open(first)).size).toBe(10);
});

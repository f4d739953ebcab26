import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingDependencyError } from '@rbassist/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chooseEngine, describeEngines } from './engines.ts';

vi.mock('hnswlib-node', () => {
  throw new Error('Could not locate the bindings file');
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rbassist-index-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('where hnswlib-node does not load, auto is exact, and hnsw says what to do', async () => {
  await writeFile(join(folder, 'hnsw.idx'), '');
  expect((await chooseEngine('auto', folder)).name).toBe('exact');
  await expect(chooseEngine('hnsw', folder)).rejects.toThrow(MissingDependencyError);
  await expect(chooseEngine('hnsw', folder)).rejects.toThrow(/npm install hnswlib-node.*or choose the engine "exact"/);
  expect(await describeEngines()).toEqual([
    { name: 'exact', available: true },
    { name: 'hnsw', available: false, reason: expect.stringContaining('npm install hnswlib-node') },
  ]);
});

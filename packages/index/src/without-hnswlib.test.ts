import { MissingDependencyError } from '@rbassist/core';
import { expect, test, vi } from 'vitest';
import { chooseEngine, describeEngines } from './engines.ts';

vi.mock('hnswlib-node', () => {
  throw new Error('Could not locate the bindings file');
});

test('where hnswlib-node does not load, auto is exact, and hnsw says what to do', async () => {
  expect((await chooseEngine('auto')).name).toBe('exact');
  await expect(chooseEngine('hnsw')).rejects.toThrow(MissingDependencyError);
  await expect(chooseEngine('hnsw')).rejects.toThrow(/npm install hnswlib-node.*or choose the engine "exact"/);
  expect(await describeEngines()).toEqual([
    { name: 'hnsw', available: false, reason: expect.stringContaining('npm install hnswlib-node') },
    { name: 'exact', available: true },
  ]);
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkOfFile } from '../../files/file-check.ts';
import { hnswlibIsInstalled } from '../../test-hnswlib.ts';
import { hnswKind } from './hnsw-engine.ts';

const reference = (name: string) => fileURLToPath(new URL(`../../../../../tests/reference/${name}`, import.meta.url));
const INDEX = reference('hnsw-index.idx');
/** Vectors that Python's hnswlib indexed, and its results. */
const python: {
  removed: number;
  vectors: number[][];
  answers: { query: number[]; labels: number[]; distances: number[] }[];
} = JSON.parse(await readFile(reference('hnsw-index.json'), 'utf8'));
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('index');
});

describe.skipIf(!hnswlibIsInstalled)('the hnsw engine compared with Python', () => {
  it('finds the same neighbours as Python in an index of Python', async () => {
    const expected = { check: await checkOfFile(INDEX), dimensions: 8, labels: python.vectors.length };
    const engine = await hnswKind.open(INDEX, expected);
    expect(engine.count).toBe(python.vectors.length);
    for (const { query, labels, distances } of python.answers) {
      const { hits } = engine.search(Float32Array.from(query), 5, (label) => label !== python.removed);
      hits.forEach((hit, i) => {
        expect(hit.distance).toBeCloseTo(distances[i], 5);
      });
      expect(hits.map(({ label }) => label).sort()).toEqual(labels.sort());
    }
  });

  // the random levels of a graph depend on the C++ library
  it.runIf(process.platform === 'linux')('writes the same file as Python for the same vectors', async () => {
    const writer = await hnswKind.create(8);
    for (const [label, vector] of python.vectors.entries()) await writer.put(label, Float32Array.from(vector));
    await writer.remove(python.removed);
    const path = join(folder, 'hnsw.idx');
    await writer.save(path, [...python.vectors.keys()]);
    await writer.close();
    expect((await readFile(path)).equals(await readFile(INDEX))).toBe(true);
  });
});

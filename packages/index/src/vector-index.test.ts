import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cosineDistance, DataFolderError, type NeighborSource, NotFoundError, OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildIndex, openIndex, VectorIndex } from './index.ts';
import { hnswlibIsInstalled } from './test-hnswlib.ts';
import { clusteredVectors } from './test-vectors.ts';

const SPACE = 'test/16';
const VECTORS = clusteredVectors(120, 16, 1);

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('vectors');
});

function filled(from: number, to: number): VectorIndex {
  const index = new VectorIndex({ space: SPACE });
  for (let i = from; i < to; i++) index.add(`t${i}`, VECTORS[i]);
  return index;
}

/** Returns the nearest keys by comparing all vectors. */
function expectedKeys(vectors: ReadonlyMap<string, Float32Array>, query: Float32Array, count: number): string[] {
  const distances = [...vectors].map(([key, vector]) => ({ key, distance: cosineDistance(query, vector) }));
  const sorted = distances.sort((a, b) => a.distance - b.distance);
  return sorted.slice(0, count).map(({ key }) => key);
}

describe('a VectorIndex in memory', () => {
  it('adds vectors and finds the nearest', () => {
    const index = filled(0, 100);
    expect([index.size, index.dimensions, index.space, index.engine]).toEqual([100, 16, SPACE, 'exact']);
    expect([...index.keys()].slice(0, 2)).toEqual(['t0', 't1']);
    expect([index.has('t7'), index.has('t100')]).toEqual([true, false]);
    expect(cosineDistance(index.vector('t7')!, VECTORS[7])).toBeCloseTo(0, 5);
    expect(index.vector('t100')).toBeUndefined();
    const all = new Map(VECTORS.slice(0, 100).map((vector, i) => [`t${i}`, vector]));
    const source: NeighborSource = index;
    expect(source.nearest(VECTORS[110], 10).map(({ path }) => path)).toEqual(expectedKeys(all, VECTORS[110], 10));
    expect(index.search(VECTORS[110], 1).strategy).toBe('exhaustive');
  });

  it('searches by key, without that key', () => {
    const index = filled(0, 100);
    const [self, second] = index.nearest(VECTORS[5], 2);
    expect(self.path).toBe('t5');
    expect(index.nearest('t5', 1)).toEqual([{ path: second.path, distance: expect.closeTo(second.distance, 3) }]);
    expect(index.nearest('t5', 500)).toHaveLength(99);
    const even = index.nearest('t5', 500, (key) => Number(key.slice(1)) % 2 === 0);
    expect(even).toHaveLength(50);
    expect(() => index.nearest('t100', 1)).toThrow(NotFoundError);
    expect(() => index.nearest('t100', 1)).toThrow('t100 is not in the index.');
  });

  it('removes vectors, and gives their labels to new ones', () => {
    const index = filled(0, 20);
    expect([index.remove('t3'), index.remove('t3'), index.remove('t99')]).toEqual([true, false, false]);
    expect([index.size, index.has('t3'), index.vector('t3')]).toEqual([19, false, undefined]);
    expect(index.nearest(VECTORS[3], 50).map(({ path }) => path)).not.toContain('t3');
    expect(index.nearest(VECTORS[3], 50)).toHaveLength(19);
    index.add('t50', VECTORS[50]);
    index.add('t51', VECTORS[51]);
    expect(index.size).toBe(21);
    for (const i of [0, 2, 4, 19, 50, 51]) expect(index.nearest(VECTORS[i], 1)[0].path).toBe(`t${i}`);
    for (const key of [...index.keys()]) index.remove(key);
    expect([index.size, index.nearest(VECTORS[0], 5)]).toEqual([0, []]);
    index.add('again', VECTORS[0]);
    expect(index.nearest(VECTORS[0], 5)).toEqual([{ path: 'again', distance: expect.closeTo(0, 5) }]);
  });

  it('replaces the vector of a key that is added again', () => {
    const index = filled(0, 20);
    index.add('t3', VECTORS[90]);
    expect(index.size).toBe(20);
    expect(index.nearest(VECTORS[90], 1)[0]).toEqual({ path: 't3', distance: expect.closeTo(0, 5) });
  });

  it('is empty at first, and returns all vectors if you request more', () => {
    const index = new VectorIndex({ space: SPACE });
    expect([index.size, index.nearest(VECTORS[0], 5), [...index.keys()]]).toEqual([0, [], []]);
    index.add('only', VECTORS[0]);
    expect(index.nearest(VECTORS[0], 5)).toHaveLength(1);
    expect(index.nearest(VECTORS[0], 0)).toEqual([]);
    expect(index.nearest('only', 5)).toEqual([]);
  });

  it('gives a vector of zeros distance 1 to every vector', () => {
    const index = filled(0, 3);
    index.add('zeros', new Float32Array(16));
    expect(index.nearest(VECTORS[0], 9).find(({ path }) => path === 'zeros')?.distance).toBe(1);
    expect(index.nearest('zeros', 9).map(({ distance }) => distance)).toEqual([1, 1, 1]);
    expect(index.vector('zeros')).toEqual(new Float32Array(16));
  });

  it('rejects wrong vectors, keys and counts, and does not change', () => {
    const index = filled(0, 3);
    const wrong: [unknown, string][] = [
      [new Float32Array(15), 'A vector has 15 elements, but this index needs 16.'],
      [new Float32Array(16).fill(Number.NaN), 'A vector contains NaN or infinity.'],
      [new Float32Array(16).fill(Number.POSITIVE_INFINITY), 'A vector contains NaN or infinity.'],
      [Array.from(VECTORS[0]), 'A vector must be a Float32Array.'],
    ];
    index.remove('t1');
    for (const [vector, message] of wrong) {
      for (const key of ['t0', 'new']) {
        expect(() => index.add(key, vector as Float32Array)).toThrow(OptionError);
        expect(() => index.add(key, vector as Float32Array)).toThrow(message);
      }
      expect(() => index.nearest(vector as Float32Array, 1)).toThrow(OptionError);
    }
    expect(() => index.add('', VECTORS[0])).toThrow(OptionError);
    for (const count of [-1, 1.5, Number.NaN]) expect(() => index.nearest(VECTORS[0], count)).toThrow(OptionError);
    expect([...index.keys()]).toEqual(['t0', 't2']);
    index.add('new', VECTORS[9]);
    expect(index.nearest(VECTORS[9], 1)[0].path).toBe('new');
    expect(index.nearest(VECTORS[0], 1)[0].path).toBe('t0');
  });

  it('rejects unknown options and invalid spaces', () => {
    for (const options of [{}, { space: 'nonsense' }, { space: SPACE, engine: 'hnsw' }, { space: 16 }, 'test/16']) {
      expect(() => new VectorIndex(options as { space: typeof SPACE })).toThrow(OptionError);
    }
  });

  it('finds the same as a plain comparison after thousands of random changes', () => {
    const random = seededRandom(3);
    const vectors = clusteredVectors(4000, 16, 2);
    const index = new VectorIndex({ space: SPACE });
    const current = new Map<string, Float32Array>();
    for (let step = 0; step < 8000; step++) {
      const key = `k${Math.floor(random() * 3500)}`;
      if (random() < 0.2) expect(index.remove(key)).toBe(current.delete(key));
      else {
        const vector = vectors[Math.floor(random() * vectors.length)];
        index.add(key, vector);
        current.set(key, vector);
      }
      if (step % 1000 !== 999) continue;
      // the second search of many vectors uses quantized rows
      for (const query of VECTORS.slice(0, 3)) {
        const distances = index.nearest(query, 20).map(({ distance }) => distance);
        const expected = expectedKeys(current, query, 20).map((near) => cosineDistance(query, current.get(near)!));
        expect(distances).toEqual(expected.map((distance) => expect.closeTo(distance, 3)));
      }
    }
    expect(index.size).toBe(current.size);
    expect(new Set(index.keys())).toEqual(new Set(current.keys()));
  });

  it('can be closed twice, and throws afterwards', async () => {
    const index = filled(0, 3);
    await index.close();
    await index.close();
    const closed = { code: 'closed', message: 'The index is closed. Open it again with openIndex.' };
    expect(() => index.add('a', VECTORS[0])).toThrow(expect.objectContaining(closed));
    expect(() => index.nearest(VECTORS[0], 1)).toThrow(expect.objectContaining(closed));
    await expect(index.save(folder)).rejects.toMatchObject(closed);
    await using other = filled(0, 3);
    expect(other.size).toBe(3);
  });
});

describe('a VectorIndex on disk', () => {
  it('is the same after saving and opening, and can be changed again', async () => {
    const index = filled(0, 50);
    index.remove('t7');
    await index.save(join(folder, 'index'));
    expect((await readdir(join(folder, 'index'))).sort()).toEqual(['index.json', 'paths.json', 'vectors.npy']);
    const opened = await openIndex({ folder: join(folder, 'index'), space: SPACE });
    expect([opened.size, opened.has('t7'), opened.engine]).toEqual([49, false, 'exact']);
    for (const query of VECTORS.slice(0, 10)) expect(opened.nearest(query, 49)).toEqual(index.nearest(query, 49));

    opened.add('t60', VECTORS[60]);
    opened.add('t61', VECTORS[61]);
    opened.remove('t0');
    // the files change only when it is saved
    expect((await openIndex({ folder: join(folder, 'index') })).has('t0')).toBe(true);
    await opened.save(join(folder, 'index'));
    const again = await openIndex({ folder: join(folder, 'index') });
    expect([...again.keys()].sort()).toEqual([...opened.keys()].sort());
    for (const query of VECTORS.slice(0, 10)) expect(again.nearest(query, 50)).toEqual(opened.nearest(query, 50));
  });

  it('can be saved empty', async () => {
    await new VectorIndex({ space: SPACE }).save(folder);
    expect((await openIndex({ folder })).size).toBe(0);
  });

  it('writes the same bytes as buildIndex', async () => {
    const entries = VECTORS.map((vector, i) => ({ path: `t${i}`, vector }));
    await buildIndex({ folder: join(folder, 'built'), entries, space: SPACE });
    await filled(0, VECTORS.length).save(join(folder, 'saved'));
    const [built, saved] = await Promise.all(
      ['built', 'saved'].map(async (name) =>
        (await openIndex({ folder: join(folder, name) })).nearest(VECTORS[0], 120),
      ),
    );
    expect(saved).toEqual(built);
  });

  it('cannot be changed while it is being saved', async () => {
    const index = filled(0, 50);
    const saving = index.save(folder);
    const busy = expect.objectContaining({ code: 'busy' });
    expect(() => index.add('a', VECTORS[0])).toThrow(busy);
    expect(() => index.remove('t0')).toThrow(busy);
    await expect(index.save(folder)).rejects.toMatchObject({ code: 'busy' });
    expect(index.nearest(VECTORS[1], 1)[0].path).toBe('t1');
    await saving;
    expect(index.remove('t0')).toBe(true);
    expect((await openIndex({ folder })).size).toBe(50);
  });

  it('throws if it cannot be saved, and can be changed again', async () => {
    const index = filled(0, 5);
    await writeFile(join(folder, 'file'), '');
    await expect(index.save(join(folder, 'file'))).rejects.toThrow(DataFolderError);
    await expect(index.save('')).rejects.toThrow(OptionError);
    index.add('t9', VECTORS[9]);
    expect(index.size).toBe(6);
  });

  it.skipIf(!hnswlibIsInstalled)('can also be changed and saved with the hnsw engine', async () => {
    const entries = VECTORS.slice(0, 100).map((vector, i) => ({ path: `t${i}`, vector }));
    await buildIndex({ folder, entries, space: SPACE, engine: 'hnsw' });
    const index = await openIndex({ folder });
    index.remove('t3');
    index.add('t110', VECTORS[110]);
    index.add('t111', VECTORS[111]);
    index.add('t5', VECTORS[112]);
    await index.save(folder);
    const opened = await openIndex({ folder });
    expect([opened.engine, opened.size, opened.has('t3')]).toEqual(['hnsw', 101, false]);
    for (const [key, i] of [
      ['t0', 0],
      ['t110', 110],
      ['t111', 111],
      ['t5', 112],
    ] as const) {
      expect(opened.nearest(VECTORS[i], 1)[0].path).toBe(key);
    }
    expect(opened.nearest(VECTORS[3], 500)).toHaveLength(101);
  });
});

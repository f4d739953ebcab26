import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cosineDistance, decodeNpy, OptionError } from '@rbassist/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseEngine, describeEngines, ENGINE_KINDS } from './engines.ts';
import { clusteredVectors, seededRandom } from './test-vectors.ts';
import { compareHits, type Hit, type VectorEngine } from './vector-engine.ts';

const available = new Set((await describeEngines()).filter((engine) => engine.available).map(({ name }) => name));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rbassist-index-'));
});
afterEach(() => rm(folder, { recursive: true }));

function bruteForce(vectors: readonly Float32Array[], query: Float32Array, count: number): Hit[] {
  const hits = vectors.map((vector, label) => ({ label, distance: cosineDistance(query, vector) }));
  return hits.sort(compareHits).slice(0, count);
}

/** Share of the true nearest that a search found, over queries that are not in the index. */
function recall(
  engine: VectorEngine,
  vectors: readonly Float32Array[],
  queries: readonly Float32Array[],
  count: number,
): number {
  let found = 0;
  for (const query of queries) {
    const truth = new Set(bruteForce(vectors, query, count).map(({ label }) => label));
    found += engine.search(query, count).filter(({ label }) => truth.has(label)).length;
  }
  return found / (queries.length * count);
}

describe.each(ENGINE_KINDS)('the $name engine', (kind) => {
  const runs = test.skipIf(!available.has(kind.name));

  async function filled(vectors: readonly Float32Array[]): Promise<VectorEngine> {
    const engine = await kind.create(vectors[0].length);
    vectors.forEach((vector, label) => {
      expect(engine.add(vector)).toBe(label);
    });
    return engine;
  }

  runs('finds what comparing everything finds, in the same order', async () => {
    const vectors = clusteredVectors(300, 17, 1);
    const engine = await filled(vectors);
    for (const query of clusteredVectors(20, 17, 2)) {
      const hits = engine.search(query, 300);
      const truth = bruteForce(vectors, query, 300);
      expect(hits.map(({ label }) => label)).toEqual(truth.map(({ label }) => label));
      hits.forEach((hit, i) => {
        expect(hit.distance).toBeCloseTo(truth[i].distance, 5);
      });
    }
  });

  runs('finds 95 of 100 nearest of 2,000 clustered vectors', async () => {
    const [vectors, queries] = [clusteredVectors(2000, 96, 3), clusteredVectors(100, 96, 4)];
    const engine = await filled(vectors);
    expect(recall(engine, vectors, queries, 10)).toBeGreaterThanOrEqual(0.95);
  });

  runs('returns as many as were asked for, however strict the filter', async () => {
    const vectors = clusteredVectors(1500, 24, 5);
    const engine = await filled(vectors);
    const query = vectors[0];
    for (const share of [2, 10, 100, 700]) {
      const allowed = vectors.map((_, label) => label).filter((label) => label % share === share - 1);
      const hits = engine.search(query, 10, (label) => label % share === share - 1);
      expect(hits).toHaveLength(Math.min(10, allowed.length));
      expect(hits.every(({ label }) => label % share === share - 1)).toBe(true);
      if (share < 100) continue;
      const truth = bruteForce(vectors, query, 1500).filter(({ label }) => allowed.includes(label));
      expect(hits.map(({ label }) => label)).toEqual(truth.slice(0, 10).map(({ label }) => label));
    }
    expect(engine.search(query, 10, () => false)).toEqual([]);
  });

  runs('lists equal vectors by label, and all of them', async () => {
    const [twin, other] = clusteredVectors(2, 8, 6);
    const engine = await filled([other, twin, twin, twin, twin]);
    expect(engine.search(twin, 4).map(({ label }) => label)).toEqual([1, 2, 3, 4]);
    expect(engine.search(twin, 9).map(({ label }) => label)).toEqual([1, 2, 3, 4, 0]);
  });

  runs('finds every one of hundreds of equal vectors, which graphs lose sight of', async () => {
    const [twin, ...others] = clusteredVectors(401, 8, 15);
    const engine = await filled([...Array.from({ length: 400 }, () => twin), ...others]);
    expect(new Set(engine.search(others[0], 800).map(({ label }) => label)).size).toBe(800);
    expect(engine.search(twin, 400).every(({ distance }) => distance < 1e-5)).toBe(true);
    expect(engine.search(twin, 5, (label) => label >= 400)).toHaveLength(5);
  });

  runs('answers for none, one, and more than it holds', async () => {
    const [vector] = clusteredVectors(1, 8, 7);
    const engine = await kind.create(8);
    expect(engine.search(vector, 5)).toEqual([]);
    engine.add(vector);
    expect(engine.search(vector, 0)).toEqual([]);
    expect(engine.search(vector, 5)).toEqual([{ label: 0, distance: expect.closeTo(0, 5) }]);
  });

  runs('takes vectors of any length, since only their direction counts', async () => {
    const [vector] = clusteredVectors(1, 8, 8);
    const scaled = (factor: number) => vector.map((value) => value * factor);
    const engine = await filled([scaled(1e30), scaled(1e-30), scaled(-1), new Float32Array(8)]);
    const hits = engine.search(scaled(1e25), 4);
    expect(hits.map(({ label }) => label).sort()).toEqual([0, 1, 2, 3]);
    const distance = new Map(hits.map((hit) => [hit.label, hit.distance]));
    [0, 0, 2, 1].forEach((expected, label) => {
      expect(distance.get(label)).toBeCloseTo(expected, 5);
    });
    expect(engine.search(new Float32Array(8), 4).map((hit) => hit.distance)).toEqual([1, 1, 1, 1]);
  });

  runs('refuses NaN, infinity and other lengths at the door', async () => {
    const engine = await filled(clusteredVectors(3, 4, 9));
    for (const bad of [[1, Number.NaN, 0, 0], [Number.POSITIVE_INFINITY, 0, 0, 0], [1, 2, 3], []]) {
      expect(() => engine.add(Float32Array.from(bad))).toThrow(OptionError);
      expect(() => engine.search(Float32Array.from(bad), 1)).toThrow(OptionError);
    }
    expect(engine.count).toBe(3);
  });

  runs('passes on what a filter throws and works on', async () => {
    const engine = await filled(clusteredVectors(50, 4, 10));
    const fail = () => {
      throw new Error('filter');
    };
    expect(() => engine.search(new Float32Array(4).fill(1), 1, fail)).toThrow('filter');
    expect(engine.search(new Float32Array(4).fill(1), 1)).toHaveLength(1);
  });

  runs('is the same after saving and loading, and can go on growing', async () => {
    const path = join(folder, kind.fileName);
    const vectors = clusteredVectors(1200, 12, 11);
    const engine = await filled(vectors.slice(0, 1000));
    await engine.save(path);
    const loaded = await kind.load(path, 12);
    expect([loaded.count, loaded.dimensions, loaded.name]).toEqual([1000, 12, kind.name]);
    for (const vector of vectors.slice(1000)) loaded.add(vector);
    expect(loaded.count).toBe(1200);
    expect(recall(loaded, vectors, vectors.slice(990, 1010), 10)).toBeGreaterThan(0.95);
    expect(cosineDistance(loaded.vector(1100), vectors[1100])).toBeCloseTo(0, 5);
    expect(cosineDistance(loaded.vector(10), vectors[10])).toBeCloseTo(0, 5);
  });

  runs('writes the same bytes for the same vectors', async () => {
    const vectors = clusteredVectors(200, 12, 12);
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    await (await filled(vectors)).save(one);
    await (await filled(vectors)).save(two);
    expect((await readFile(one)).equals(await readFile(two))).toBe(true);
  });

  runs('saves and loads nothing at all', async () => {
    const path = join(folder, kind.fileName);
    await (await kind.create(5)).save(path);
    const loaded = await kind.load(path, 5);
    expect([loaded.count, loaded.search(new Float32Array(5).fill(1), 3)]).toEqual([0, []]);
    expect(loaded.add(new Float32Array(5).fill(1))).toBe(0);
    expect(loaded.search(new Float32Array(5).fill(1), 3)).toHaveLength(1);
  });

  runs('rejects when its folder is not there', async () => {
    const engine = await filled(clusteredVectors(3, 4, 13));
    await expect(engine.save(join(folder, 'absent', kind.fileName))).rejects.toThrow();
  });
});

test('the exact engine stores float16 rows that loading and saving leave alone', async () => {
  const exact = await chooseEngine('exact');
  const path = join(folder, 'vectors.npy');
  const engine = await exact.create(3);
  const random = seededRandom(14);
  for (let i = 0; i < 50; i++) engine.add(Float32Array.from([random() - 0.5, random() - 0.5, random() - 0.5]));
  await engine.save(path);
  const first = await readFile(path);
  expect(decodeNpy(first, path)).toMatchObject({ shape: [50, 3], type: 'float16' });
  await (await exact.load(path, 3)).save(path);
  expect((await readFile(path)).equals(first)).toBe(true);
  await expect(exact.load(path, 4)).rejects.toThrow(/shape \(50, 3\)/);
});

test('engines are chosen by name, or by what loads here', async () => {
  expect((await chooseEngine('exact')).name).toBe('exact');
  expect((await chooseEngine('auto')).name).toBe(available.has('hnsw') ? 'hnsw' : 'exact');
  const described = await describeEngines();
  expect(described.map(({ name }) => name)).toEqual(['hnsw', 'exact']);
  for (const engine of described) expect(engine.available ? engine.reason === undefined : engine.reason).toBeTruthy();
  // @ts-expect-error a name that is none, as JavaScript may pass it
  await expect(chooseEngine('annoy')).rejects.toThrow(/must be "auto", "hnsw" or "exact", got "annoy"/);
});

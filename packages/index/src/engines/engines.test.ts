import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cosineDistance, decodeNpy, encodeNpy, FileFormatError, OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import wabt from 'wabt';
import { checkOfFile } from '../files/file-check.ts';
import { hnswlibIsInstalled } from '../test-hnswlib.ts';
import { clusteredVectors } from '../test-vectors.ts';
import { chooseEngine, ENGINE_KINDS } from './choose-engine.ts';
import { describeEngines } from './describe-engines.ts';
import { SCAN_WASM } from './exact/scan-wasm.ts';
import { compareHits, type Hit } from './hit.ts';
import type { EngineKind, VectorEngine, VectorWriter } from './vector-engine.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('index');
});

/** Rounds vectors to float16, like the files of a library. */
function half(vectors: readonly Float32Array[]): Float32Array[] {
  return vectors.map((vector) => decodeNpy(encodeNpy(vector), 'vector').data);
}

const everything = () => true;
let files = 0;

const labelsTo = (count: number) => Array.from({ length: count }, (_, label) => label);

async function saved(kind: EngineKind, writer: VectorWriter, labels = labelsTo(writer.count)) {
  const path = join(folder, `${files++}-${kind.fileName}`);
  await writer.save(path, labels);
  return { path, expected: { check: await checkOfFile(path), dimensions: writer.dimensions, labels: labels.length } };
}

async function written(kind: EngineKind, vectors: readonly Float32Array[], dimensions = vectors[0].length) {
  const writer = await kind.create(dimensions);
  for (const [label, vector] of vectors.entries()) await writer.put(label, vector);
  return writer;
}

/** Handles both engines: one throws, the other rejects. */
async function put(writer: VectorWriter, label: number, vector: Float32Array): Promise<void> {
  await writer.put(label, vector);
}

function bruteForce(vectors: readonly Float32Array[], query: Float32Array, count: number): Hit[] {
  const hits = vectors.map((vector, label) => ({ label, distance: cosineDistance(query, vector) }));
  return hits.sort(compareHits).slice(0, count);
}

/** Returns the share of true nearest vectors that a search found, for queries that are not in the index. */
function recall(
  engine: VectorEngine,
  vectors: readonly Float32Array[],
  queries: readonly Float32Array[],
  count: number,
): number {
  let found = 0;
  for (const query of queries) {
    const truth = new Set(bruteForce(vectors, query, count).map(({ label }) => label));
    found += engine.search(query, count, everything).hits.filter(({ label }) => truth.has(label)).length;
  }
  return found / (queries.length * count);
}

describe.each(Object.values(ENGINE_KINDS))('the $name engine', (kind) => {
  const runs = it.skipIf(kind.name === 'hnsw' && !hnswlibIsInstalled);

  async function filled(vectors: readonly Float32Array[], dimensions?: number): Promise<VectorEngine> {
    const writer = await written(kind, vectors, dimensions);
    const { path, expected } = await saved(kind, writer);
    await writer.close();
    return kind.open(path, expected);
  }

  runs('finds the same as a plain comparison, in the same order, every time', async () => {
    const vectors = half(clusteredVectors(300, 17, 1));
    const engine = await filled(vectors);
    for (const query of clusteredVectors(20, 17, 2)) {
      const { hits, strategy } = engine.search(query, 300, everything);
      const truth = bruteForce(vectors, query, 300);
      expect(strategy).toBe('exhaustive');
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

  runs('returns the requested number with any filter, and reports its strategy', async () => {
    const vectors = half(clusteredVectors(3000, 24, 5));
    const engine = await filled(vectors);
    const query = vectors[0];
    const strategies = new Set<string>();
    for (const share of [1, 2, 10, 40, 100, 700]) {
      const accept = (label: number) => label % share === share - 1;
      const truth = bruteForce(vectors, query, 3000).filter(({ label }) => accept(label));
      const { hits, strategy } = engine.search(query, 10, accept);
      strategies.add(strategy);
      expect(hits).toHaveLength(Math.min(10, truth.length));
      expect(hits.every(({ label }) => accept(label))).toBe(true);
      if (strategy !== 'exhaustive') continue;
      expect(hits.map(({ label }) => label)).toEqual(truth.slice(0, 10).map(({ label }) => label));
    }
    expect([...strategies]).toEqual(kind.name === 'hnsw' ? ['graph', 'expanded-graph', 'exhaustive'] : ['exhaustive']);
    expect(engine.search(query, 10, () => false).hits).toEqual([]);
  });

  runs('lists equal vectors by label, and all of them', async () => {
    const [twin, other] = clusteredVectors(2, 8, 6);
    const engine = await filled([other, twin, twin, twin, twin]);
    expect(engine.search(twin, 4, everything).hits.map(({ label }) => label)).toEqual([1, 2, 3, 4]);
    expect(engine.search(twin, 9, everything).hits.map(({ label }) => label)).toEqual([1, 2, 3, 4, 0]);
  });

  runs('finds all of hundreds of equal vectors, which a graph search misses', async () => {
    const [twin, ...others] = clusteredVectors(401, 8, 15);
    const engine = await filled([...Array.from({ length: 400 }, () => twin), ...others]);
    expect(new Set(engine.search(others[0], 800, everything).hits.map(({ label }) => label)).size).toBe(800);
    expect(engine.search(twin, 400, everything).hits.every(({ distance }) => distance < 1e-5)).toBe(true);
    expect(engine.search(twin, 5, (label) => label >= 400).hits).toHaveLength(5);
  });

  runs('returns none, one, or all vectors', async () => {
    const [vector] = clusteredVectors(1, 8, 7);
    expect((await filled([], 8)).search(vector, 5, everything).hits).toEqual([]);
    const engine = await filled([vector]);
    expect(engine.search(vector, 0, everything).hits).toEqual([]);
    expect(engine.search(vector, 5, everything).hits).toEqual([{ label: 0, distance: expect.closeTo(0, 5) }]);
  });

  runs('accepts vectors of any norm, because only their direction counts', async () => {
    const [vector] = half(clusteredVectors(1, 8, 8));
    const scaled = (factor: number) => vector.map((value) => value * factor);
    const engine = await filled([scaled(1e30), scaled(1e-30), scaled(-1), new Float32Array(8)]);
    const { hits } = engine.search(scaled(1e25), 4, everything);
    expect(hits.map(({ label }) => label).sort()).toEqual([0, 1, 2, 3]);
    const distance = new Map(hits.map((hit) => [hit.label, hit.distance]));
    [0, 0, 2, 1].forEach((expected, label) => {
      expect(distance.get(label)).toBeCloseTo(expected, 5);
    });
    const nowhere = engine.search(new Float32Array(8), 4, everything).hits;
    expect(nowhere.map((hit) => hit.distance)).toEqual([1, 1, 1, 1]);
  });

  runs('rejects NaN, infinity and other lengths everywhere', async () => {
    const vectors = clusteredVectors(3, 4, 9);
    const writer = await written(kind, vectors);
    const engine = await filled(vectors);
    for (const bad of [[1, Number.NaN, 0, 0], [Number.POSITIVE_INFINITY, 0, 0, 0], [1, 2, 3], []]) {
      const vector = Float32Array.from(bad);
      await expect(put(writer, 3, vector)).rejects.toThrow(OptionError);
      await expect(put(writer, 0, vector)).rejects.toThrow(OptionError);
      await expect((async () => writer.holds(0, vector))()).rejects.toThrow(OptionError);
      expect(() => engine.put(0, vector)).toThrow(OptionError);
      expect(() => engine.search(vector, 1, everything)).toThrow(OptionError);
    }
    // @ts-expect-error a list of numbers, as from JavaScript
    await expect(put(writer, 3, [1, 2, 3, 4])).rejects.toThrow(OptionError);
    expect([writer.count, engine.count]).toEqual([3, 3]);
    await writer.close();
  });

  runs('throws the error of a filter, and works afterwards', async () => {
    const engine = await filled(clusteredVectors(50, 4, 10));
    const fail = () => {
      throw new Error('filter');
    };
    expect(() => engine.search(new Float32Array(4).fill(1), 1, fail)).toThrow('filter');
    expect(engine.search(new Float32Array(4).fill(1), 1, everything).hits).toHaveLength(1);
  });

  runs('is changed from its file: grows, replaces, and uses the labels of removed vectors', async () => {
    const vectors = half(clusteredVectors(1200, 12, 11));
    const first = await written(kind, vectors.slice(0, 1000));
    const before = await saved(kind, first);
    await first.close();

    const writer = await kind.change(before.path, before.expected);
    expect([writer.count, writer.dimensions, writer.name]).toEqual([1000, 12, kind.name]);
    expect(await writer.holds(7, vectors[7])).toBe(true);
    expect(await writer.holds(7, vectors[8])).toBe(false);
    for (let label = 1000; label < 1150; label++) await writer.put(label, vectors[label]);
    for (let label = 0; label < 40; label++) await writer.remove(label);
    for (let label = 0; label < 20; label++) await writer.put(label, vectors[1150 + label]);
    for (let label = 40; label < 70; label++) await writer.put(label, vectors[1130 + label]);
    expect(writer.count).toBe(1150);
    const after = await saved(kind, writer);
    await writer.close();

    const now = vectors.slice(0, 1150);
    now.splice(0, 20, ...vectors.slice(1150, 1170));
    now.splice(40, 30, ...vectors.slice(1170, 1200));
    const engine = await kind.open(after.path, after.expected);
    const there = (label: number) => label < 20 || label >= 40;
    for (const label of [0, 10, 19, 40, 69, 70, 999, 1000, 1149]) {
      expect(cosineDistance(engine.vector(label), now[label])).toBeCloseTo(0, 5);
      expect(engine.search(now[label], 1, there).hits[0].label).toBe(label);
    }
    for (const query of vectors.slice(20, 40)) {
      expect(engine.search(query, 30, there).hits.every(({ label }) => there(label))).toBe(true);
    }
    const truth = bruteForce(now, vectors[500], 1150).filter(({ label }) => there(label));
    const found = engine.search(vectors[500], 20, there).hits.map(({ label }) => label);
    const wanted = new Set(truth.slice(0, 20).map(({ label }) => label));
    expect(found.filter((label) => wanted.has(label)).length).toBeGreaterThan(18);
    expect(engine.search(vectors[500], 1150, there).hits).toHaveLength(1130);
  });

  runs.each([
    [100, 'one', (label: number) => label === 77],
    [100, 'the first', (label: number) => label === 0],
    [100, 'all but one', (label: number) => label !== 30],
    [3000, 'a fifth', (label: number) => label % 5 === 2],
    [3000, 'a genre', (label: number) => label >= 1200 && label < 1800],
    [3000, 'most', (label: number) => label % 10 !== 3],
  ])('saves %d without removed vectors: %s', async (count, _name, isRemoved) => {
    const vectors = half(clusteredVectors(count, 12, 15));
    const writer = await written(kind, vectors);
    const kept = labelsTo(count).filter((label) => !isRemoved(label));
    for (const label of labelsTo(count)) if (isRemoved(label)) await writer.remove(label);
    const { path, expected } = await saved(kind, writer, kept);
    await writer.close();

    const left = kept.map((label) => vectors[label]);
    const engine = await kind.open(path, expected);
    expect(engine.count).toBe(left.length);
    for (const [label, vector] of left.entries()) {
      expect(cosineDistance(engine.vector(label), vector)).toBeCloseTo(0, 5);
    }
    expect(engine.search(vectors[0], count, everything).hits).toHaveLength(left.length);
    expect(recall(engine, left, clusteredVectors(50, 12, 16), Math.min(10, left.length))).toBeGreaterThan(0.97);

    const again = await kind.change(path, expected);
    await again.put(left.length, vectors[0]);
    await again.remove(0);
    const grown = await saved(kind, again, labelsTo(left.length + 1).slice(1));
    await again.close();
    const now = await kind.open(grown.path, grown.expected);
    expect(now.count).toBe(left.length);
    expect(cosineDistance(now.vector(left.length - 1), vectors[0])).toBeCloseTo(0, 5);
  });

  runs('writes the same bytes for the same vectors', async () => {
    const vectors = clusteredVectors(200, 12, 12);
    const one = await saved(kind, await written(kind, vectors));
    const two = await saved(kind, await written(kind, vectors));
    expect((await readFile(one.path)).equals(await readFile(two.path))).toBe(true);
  });

  runs('saves and loads no vectors', async () => {
    const empty = await saved(kind, await kind.create(5));
    const writer = await kind.change(empty.path, empty.expected);
    await writer.put(0, new Float32Array(5).fill(1));
    const { path, expected } = await saved(kind, writer);
    await writer.close();
    expect((await kind.open(path, expected)).search(new Float32Array(5).fill(1), 3, everything).hits).toHaveLength(1);
  });

  runs('opens only the expected file', async () => {
    const { path, expected } = await saved(kind, await written(kind, clusteredVectors(20, 8, 16)));
    const other = await saved(kind, await written(kind, clusteredVectors(20, 8, 17)));
    for (const wrong of [other.path, join(folder, 'absent')]) {
      await expect(kind.open(wrong, expected)).rejects.toThrow(FileFormatError);
      await expect(kind.change(wrong, expected)).rejects.toThrow(FileFormatError);
      await expect(kind.share(wrong, expected, () => {})).rejects.toThrow(FileFormatError);
    }
    await expect(kind.open(path, { ...expected, check: other.expected.check })).rejects.toThrow(/checksum/);
  });

  runs('rejects if its folder does not exist', async () => {
    const writer = await written(kind, clusteredVectors(3, 4, 13));
    await expect(writer.save(join(folder, 'absent', kind.fileName), [0, 1, 2])).rejects.toThrow();
    await writer.close();
  });
});

describe('exactKind', () => {
  it('finds every neighbour with quantized rows, for all kinds of vectors', async () => {
    const exact = await chooseEngine('exact', folder);
    const random = seededRandom(18);
    const lean = clusteredVectors(2500, 40, 19).map((vector) =>
      // one element large in all, one large in few, some constant, and copies
      vector.map((value, i) => (i === 3 ? 40 + value : i === 5 && random() < 0.01 ? 30 : i > 30 ? 1 : value)),
    );
    const even = Array.from({ length: 2500 }, () => Float32Array.from({ length: 200 }, () => random() - 0.5));
    for (const made of [lean, even, [...lean.slice(0, 1500), ...lean.slice(0, 1500), new Float32Array(40)]]) {
      const vectors = half(made);
      const writer = await written(exact, vectors);
      const removed = (label: number) => label % 50 === 7;
      for (const label of vectors.keys()) if (removed(label)) await writer.remove(label);
      const { path, expected } = await saved(exact, writer);
      const engine = await exact.open(path, expected);
      const filters = [(label: number) => !removed(label), (label: number) => label % 50 === 3];
      for (const query of [
        vectors[1],
        ...vectors.slice(0, 20),
        vectors[1].map((value) => -value),
        ...made.slice(-10),
      ]) {
        const truth = bruteForce(vectors, query, vectors.length);
        for (const accept of filters) {
          const nearest = truth.filter(({ label }) => accept(label)).slice(0, 25);
          expect(engine.search(query, 25, accept).hits.map(({ distance }) => distance)).toEqual(
            nearest.map(({ distance }) => expect.closeTo(distance, 5)),
          );
        }
      }
    }
  });

  it.each([7, 128, 200])('searches a shared file of %d dimensions like vectors in memory', async (dimensions) => {
    const exact = await chooseEngine('exact', folder);
    const vectors = clusteredVectors(2600, dimensions, 21);
    const { path, expected } = await saved(exact, await written(exact, [...vectors, new Float32Array(dimensions)]));
    const [shared, open] = await Promise.all([exact.share(path, expected, () => {}), exact.open(path, expected)]);
    expect([shared.count, shared.dimensions]).toEqual([2601, dimensions]);
    for (const label of [0, 1, 2, 2600, 300, 299, 555, 256, 1, 2599]) {
      expect(shared.vector(label)).toEqual(open.vector(label));
    }
    for (const query of [vectors[9], ...clusteredVectors(8, dimensions, 22), vectors[2599]]) {
      for (const accept of [everything, (label: number) => label % 40 === 3]) {
        expect(shared.search(query, 25, accept)).toEqual(open.search(query, 25, accept));
      }
    }
  });

  it.skipIf(process.platform === 'win32')('tells of a shared file that is cut off', async () => {
    const exact = await chooseEngine('exact', folder);
    const { path, expected } = await saved(exact, await written(exact, clusteredVectors(1600, 8, 23)));
    const onLost = vi.fn();
    const shared = await exact.share(path, expected, onLost);
    const first = shared.vector(0);
    expect(onLost).not.toHaveBeenCalled();
    await truncate(path, 20_000);
    expect(() => shared.vector(1599)).toThrow(FileFormatError);
    expect(onLost).toHaveBeenCalled();
    expect(shared.vector(0)).toEqual(first);
    shared.release?.();
    expect(() => shared.vector(1599)).toThrow(/was replaced while it was in use/);
  });

  it('stores a float16 vector without loss', async () => {
    const exact = await chooseEngine('exact', folder);
    const vectors = half(clusteredVectors(50, 3, 14));
    const { path, expected } = await saved(exact, await written(exact, vectors));
    const { shape, type, data } = decodeNpy(await readFile(path), path);
    expect([shape, type]).toEqual([[50, 3], 'float16']);
    vectors.forEach((vector, row) => {
      expect(data[3 * row] / vector[0]).toBe(data[3 * row + 2] / vector[2]);
    });
    await expect(exact.open(path, { ...expected, dimensions: 4 })).rejects.toThrow(/does not contain 50 vectors/);
  });

  it('rejects too many vectors', async () => {
    const exact = await chooseEngine('exact', folder);
    const writer = await exact.create(2 ** 20);
    const vector = new Float32Array(2 ** 20).fill(1);
    await expect(put(writer, 2100, vector)).rejects.toThrow(OptionError);
    await expect(put(writer, 2100, vector)).rejects.toThrow(/limited to 4 GiB.*hnsw/);
  });

  it('has the compiled code of scan.wat', async () => {
    const features = { simd: true, relaxed_simd: true };
    const source = await readFile(new URL('./exact/scan.wat', import.meta.url), 'utf8');
    const { parseWat } = await wabt();
    expect(SCAN_WASM.equals(parseWat('scan.wat', source, features).toBinary({}).buffer)).toBe(true);
  });
});

describe('chooseEngine', () => {
  it('returns the named engine, or the engine of the folder', async () => {
    expect((await chooseEngine('exact', folder)).name).toBe('exact');
    expect((await chooseEngine('auto', folder)).name).toBe('exact');
    await writeFile(join(folder, 'hnsw.idx'), '');
    expect((await chooseEngine('auto', folder)).name).toBe(hnswlibIsInstalled ? 'hnsw' : 'exact');
  });
});

describe('describeEngines', () => {
  it('says for each engine if it is available, or the reason', async () => {
    const [exact, hnsw] = await describeEngines();
    expect(exact).toEqual({ name: 'exact', available: true });
    expect(hnsw).toMatchObject({ name: 'hnsw', available: hnswlibIsInstalled });
    expect(hnswlibIsInstalled ? hnsw.version : hnsw.reason).toBeTruthy();
  });
});

import { copyFile, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeNpy, MissingDependencyError, type Remedy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkOf } from '../../files/file-check.ts';
import { encodeManifest } from '../../files/manifest.ts';
import { buildIndex, findOutdatedGraph, openIndex, syncIndex } from '../../index.ts';
import { clusteredVectors } from '../../test-vectors.ts';
import { chooseEngine } from '../choose-engine.ts';
import { describeEngines } from '../describe-engines.ts';

vi.mock('hnswlib-node', () => {
  throw new Error('Could not locate the bindings file');
});

const reference = (name: string) => fileURLToPath(new URL(`../../../../../tests/reference/${name}`, import.meta.url));
const INSTALL: Remedy = { action: 'install', dependency: 'hnswlib-node' };
const REBUILD: Remedy = { action: 'rebuild-index' };

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('index');
});

describe('without hnswlib-node', () => {
  it('auto is exact, and hnsw names the package to install', async () => {
    await writeFile(join(folder, 'hnsw.idx'), '');
    expect((await chooseEngine('auto', folder)).name).toBe('exact');
    const error = await chooseEngine('hnsw', folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MissingDependencyError);
    expect(error).toMatchObject({
      code: 'missing-dependency',
      dependency: 'hnswlib-node',
      message: expect.stringMatching(/^The hnsw engine needs hnswlib-node, which can't be loaded here\./),
      remedies: [INSTALL, REBUILD],
    });
    expect(await describeEngines()).toEqual([
      { name: 'exact', available: true },
      { name: 'hnsw', available: false, reason: expect.stringContaining('hnswlib-node'), remedies: [INSTALL] },
    ]);
  });

  it('the exact engine works in a folder of the Python rbassist and keeps its files', async () => {
    const entries = clusteredVectors(10, 8, 1).map((vector, i) => ({ path: `/${i}.mp3`, vector }));
    const [hnsw, paths] = [join(folder, 'hnsw.idx'), join(folder, 'paths.json')];
    const pythonPaths = JSON.stringify(entries.map(({ path }) => path).reverse());
    await writeFile(hnsw, 'a graph of unknown contents');
    await writeFile(paths, pythonPaths);
    const options = { folder, entries, space: 'test/8' } as const;
    // Python's index has the same paths, so its results are right
    expect(await buildIndex(options)).not.toHaveProperty('outdatedGraph');
    const index = await openIndex({ folder });
    expect([index.engine, index.nearest(entries[3].vector, 1)[0].path]).toEqual(['exact', '/3.mp3']);

    const fewer = { ...options, entries: [...entries.slice(1), { path: '/new.mp3', vector: entries[0].vector }] };
    const outdatedGraph = {
      path: hnsw,
      reason: expect.stringMatching(
        /hnsw\.idx is out of date: it lacks 1 of the vectors, still has 1 of the removed ones\./,
      ),
      remedies: [INSTALL],
    };
    for (const changes of [2, 0]) {
      const report = await syncIndex(fewer);
      expect(report).toMatchObject({ engine: 'exact', rebuilt: false, outdatedGraph });
      expect(report.added + report.removed).toBe(changes);
    }
    expect(await findOutdatedGraph({ folder, entries: fewer.entries })).toEqual(outdatedGraph);
    expect([await readFile(hnsw, 'utf8'), await readFile(paths, 'utf8')]).toEqual([
      'a graph of unknown contents',
      pythonPaths,
    ]);
    expect((await openIndex({ folder })).has('/new.mp3')).toBe(true);

    // a named engine keeps only its own files
    expect(await buildIndex({ ...fewer, engine: 'exact' })).not.toHaveProperty('outdatedGraph');
    expect((await readdir(folder)).sort()).toEqual(['index.json', 'paths.json', 'vectors.npy']);
    expect((await openIndex({ folder })).size).toBe(10);
  });

  it.each([
    ['one', (i: number) => i === 0],
    ['several', (i: number) => i % 9 === 4],
    ['all but one', (i: number) => i !== 17],
    ['all', () => true],
  ])('removed vectors are also removed from the files of the Python rbassist: %s', async (_name, isGone) => {
    const { vectors }: { vectors: number[][] } = JSON.parse(await readFile(reference('hnsw-index.json'), 'utf8'));
    const entries = vectors.map((vector, i) => ({ path: `/${i}.mp3`, vector: Float32Array.from(vector) }));
    const [hnsw, paths] = [join(folder, 'hnsw.idx'), join(folder, 'paths.json')];
    await copyFile(reference('hnsw-index.idx'), hnsw);
    await writeFile(paths, JSON.stringify(entries.map(({ path }) => path)));
    const written = new Date(2020, 1);
    await utimes(hnsw, written, written);
    const options = { folder, entries, space: 'test/8' } as const;
    await buildIndex(options);
    const kept = entries.filter((_, i) => !isGone(i));
    for (let times = 0; times < 2; times++) {
      expect(await syncIndex({ ...options, entries: kept })).not.toHaveProperty('outdatedGraph');
      expect(JSON.parse(await readFile(paths, 'utf8'))).toEqual(kept.map(({ path }) => path));
      const graph = await readFile(hnsw);
      expect(Number(graph.readBigUInt64LE(16))).toBe(kept.length);
      const elementBytes = Number(graph.readBigUInt64LE(24));
      const elements = kept.map((_, i) => graph.subarray(96 + i * elementBytes, 96 + (i + 1) * elementBytes));
      const labels = elements.map((element) => Number(element.readBigUInt64LE(elementBytes - 8)));
      expect(labels.toSorted((x, y) => x - y)).toEqual([...kept.keys()]);
      for (const [i, label] of labels.entries()) {
        const stored = kept[label].vector.map((_, j) => elements[i].readFloatLE(elementBytes - 40 + 4 * j));
        expect(stored).toEqual(kept[label].vector);
      }
      expect((await stat(hnsw)).mtime).toEqual(written);
    }
  });

  it('a vector file newer than hnsw.idx makes it outdated', async () => {
    const [vector] = clusteredVectors(1, 8, 1);
    const embedding = join(folder, 'a.npy');
    await writeFile(embedding, encodeNpy(vector));
    await writeFile(join(folder, 'hnsw.idx'), '');
    await writeFile(join(folder, 'paths.json'), '["/a.mp3"]');
    const options = { folder, entries: [{ path: '/a.mp3', embedding }], space: 'test/8' } as const;
    const old = new Date(Date.now() - 60_000);
    await utimes(embedding, old, old);
    expect(await buildIndex(options)).not.toHaveProperty('outdatedGraph');
    await utimes(join(folder, 'hnsw.idx'), new Date(0), new Date(0));
    const reason = expect.stringContaining('has old values of 1');
    expect(await syncIndex(options)).toMatchObject({ outdatedGraph: { reason } });
  });

  it('an index of the hnsw engine gives an error when opened, and is rebuilt with exact', async () => {
    const entries = clusteredVectors(3, 8, 1).map((vector, i) => ({ path: `/${i}.mp3`, vector }));
    const options = { folder, entries, space: 'test/8' } as const;
    await buildIndex(options);
    const { crc32: _, ...manifest } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
    const hnsw = Buffer.from('a graph');
    await writeFile(join(folder, 'hnsw.idx'), hnsw);
    manifest.engine = 'hnsw';
    manifest.files['hnsw.idx'] = checkOf(hnsw);
    await writeFile(join(folder, 'index.json'), encodeManifest(manifest));
    const error = await openIndex({ folder }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MissingDependencyError);
    expect(error).toMatchObject({ remedies: [INSTALL, REBUILD] });
    expect(await syncIndex(options)).toMatchObject({
      ...{ engine: 'exact', rebuilt: true, count: 3 },
      reason: expect.stringContaining('hnswlib-node'),
    });
    expect(await readdir(folder)).toContain('hnsw.idx');
    expect((await openIndex({ folder })).size).toBe(3);
  });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, type Remedy, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type LibraryWarning, openLibrary } from '../index.ts';

vi.mock('hnswlib-node', () => {
  throw new Error('Could not locate the bindings file');
});

const INSTALL: Remedy = { action: 'install', dependency: 'hnswlib-node' };

let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryFolder('shared');
});

/** Fills the data folder like the Python rbassist, with an index of these tracks. */
async function writeSharedLibrary(indexed: readonly string[]): Promise<void> {
  await mkdir(join(dataDir, 'embeddings'));
  await mkdir(join(dataDir, 'index'));
  const tracks: Record<string, object> = {};
  for (const [i, name] of ['a', 'b', 'c'].entries()) {
    const fileName = `${name}-0000000${i}.npy`;
    const embedding = join(dataDir, 'embeddings', fileName);
    await writeFile(embedding, sealNpy(encodeNpy(Float32Array.of(1, i / 4)), fileName));
    tracks[`/music/${name}.mp3`] = { title: name, embedding, embedding_space: 'test/2' };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  await writeFile(join(dataDir, 'index', 'paths.json'), JSON.stringify(indexed));
  await writeFile(join(dataDir, 'index', 'hnsw.idx'), 'a graph that hnswlib wrote');
}

describe('a library shared with Python, without hnswlib-node', () => {
  it('answers with the exact engine, and warns of a hnsw.idx that is out of date', async () => {
    await writeSharedLibrary(['/music/a.mp3', '/music/b.mp3']);
    const warnings: LibraryWarning[] = [];
    await using library = await openLibrary({ dataDir, onWarning: (warning) => warnings.push(warning) });
    const { recommendations } = await library.recommend('/music/a.mp3');
    expect(recommendations.map(({ path }) => path)).toEqual(['/music/b.mp3', '/music/c.mp3']);
    const hnsw = join(dataDir, 'index', 'hnsw.idx');
    const reason = expect.stringContaining(`${hnsw} is out of date: it lacks 1 of the vectors.`);
    expect(warnings).toContainEqual({ message: reason, remedies: [INSTALL] });
    expect(await readFile(hnsw, 'utf8')).toBe('a graph that hnswlib wrote');

    const { ok, findings } = await library.check();
    const steps = [INSTALL, { action: 'rebuild-index' }];
    expect(findings).toContainEqual({ kind: 'hnsw-outdated', count: 1, paths: [hnsw], detail: reason, steps });
    expect(ok).toBe(false);
    expect((await library.stats()).index).toEqual({ tracks: 3, space: 'test/2', engine: 'exact' });
  });

  it('does not warn of a hnsw.idx that holds the same tracks', async () => {
    await writeSharedLibrary(['/music/c.mp3', '/music/b.mp3', '/music/a.mp3']);
    const warnings: LibraryWarning[] = [];
    await using library = await openLibrary({ dataDir, onWarning: (warning) => warnings.push(warning) });
    expect((await library.buildIndex()).engine).toBe('exact');
    expect(warnings).toEqual([]);
    expect((await library.check()).findings.map(({ kind }) => kind)).not.toContain('hnsw-outdated');
  });
});

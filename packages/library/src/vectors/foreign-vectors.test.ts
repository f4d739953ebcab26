import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, SpaceMismatchError, sealNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type LibraryWarning, openLibrary } from '../index.ts';
import { embeddingFileName } from './embedding-file.ts';

const MERT = 'm-a-p/MERT-v1-330M';
const PYTHON = `${MERT}@intro-core-late-120s/1024`;
const WHOLE = `${MERT}@intro-core-late/1024`;
const OWN = `${MERT}#0c03774d@intro-core-late-120s/1024`;
const BLENDED = 'baseline+timbre(0.70/0.30)';
const NO_FILTERS = { tempoPct: 1000, camelotNeighbors: false };

let dataDir: string;
let tracks: Record<string, TrackRecord>;
let warnings: LibraryWarning[];
beforeEach(async () => {
  dataDir = await temporaryFolder('foreign');
  await mkdir(join(dataDir, 'embeddings'));
  tracks = {};
  warnings = [];
});

const pathOf = (name: string) => `/music/${name}.mp3`;

function vectorOf(seed: number, dimensions = 1024): Float32Array {
  return Float32Array.from({ length: dimensions }, (_, i) => Math.sin(seed + i / 99));
}

async function stored(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(dataDir, 'embeddings', name);
  await writeFile(path, bytes);
  return path;
}

/** Leaves a track like rbassist. */
async function own(name: string, space: string, vector = vectorOf(1)): Promise<TrackRecord> {
  const fileName = embeddingFileName(pathOf(name));
  const embedding = await stored(fileName, sealNpy(encodeNpy(vector), fileName));
  tracks[pathOf(name)] = {
    title: name,
    embedding,
    embedding_source: 'baseline',
    embedding_space: space as TrackRecord['embedding_space'],
  };
  return tracks[pathOf(name)];
}

/** Leaves a track like the Python rbassist, over any earlier one. */
async function python(
  name: string,
  source?: string,
  { vector = vectorOf(2), pure }: { vector?: Float32Array; pure?: Float32Array } = {},
) {
  tracks[pathOf(name)] = {
    title: name,
    ...tracks[pathOf(name)],
    embedding: await stored(`${name}.npy`, encodeNpy(vector)),
    ...(source !== undefined && { embedding_source: source }),
    ...(pure && { embedding_mert: await stored(`${name}_embedding_mert.npy`, encodeNpy(pure)) }),
  };
}

async function open() {
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  return openLibrary({ dataDir, engine: 'exact', onWarning: (warning) => warnings.push(warning) });
}

/** Returns the findings of a check about vectors and index, by kind: count and text. */
async function check() {
  await using library = await open();
  const { findings } = await library.check();
  return Object.fromEntries(
    findings
      .filter(({ kind }) => /^(?:vector|index)/.test(kind))
      .map(({ kind, count, detail }) => [kind, detail === undefined ? count : `${count}: ${detail}`]),
  );
}

async function neighbours(seed: string): Promise<string[]> {
  await using library = await open();
  await library.buildIndex();
  const { recommendations } = await library.recommend(pathOf(seed), NO_FILTERS);
  return recommendations.map(({ path }) => path).sort();
}

async function embedded(): Promise<Record<string, number>> {
  await using library = await open();
  return (await library.stats()).embedded;
}

describe('a library of the Python rbassist', () => {
  it('has spaces by model with windows of the first 120 s, apart from those of whole tracks', async () => {
    await python('a');
    await python('b', 'baseline');
    expect(await embedded()).toEqual({ [PYTHON]: 2 });
    expect(await neighbours('a')).toEqual([pathOf('b')]);
    await own('c', WHOLE);
    expect(await embedded()).toEqual({ [PYTHON]: 2, [WHOLE]: 1 });
    expect(await check()).toMatchObject({ 'vector-spaces': expect.stringContaining(`${WHOLE}: 1`) });
    await using library = await open();
    const mixed = library.buildIndex();
    await expect(mixed).rejects.toBeInstanceOf(SpaceMismatchError);
    await expect(mixed).rejects.toThrow(/different windows/);
  });

  it('with two models has two spaces, by the lengths of its vectors', async () => {
    await python('a');
    await python('b', 'baseline', { vector: vectorOf(3, 768) });
    await python('c');
    const small = 'm-a-p/MERT-v1-95M@intro-core-late-120s/768';
    expect(await embedded()).toEqual({ [PYTHON]: 2, [small]: 1 });
    expect(await check()).toMatchObject({ 'vector-foreign': `1: ${small}: 1` });
    expect(await neighbours('a')).toEqual([pathOf('c')]);
  });

  it('counts as made with the weights of rbassist’s added vectors', async () => {
    await python('a');
    await own('b', OWN);
    expect(await embedded()).toEqual({ [OWN]: 2 });
    expect(await neighbours('a')).toEqual([pathOf('b')]);
    expect(await check()).toEqual({ 'vector-unnamed': `1: ${OWN}` });
  });
});

describe('vectors that the Python rbassist mixed', () => {
  it('never count as MERT', async () => {
    await python('a', 'baseline');
    await python('b');
    for (const [name, source] of Object.entries({ c: BLENDED, d: 'timbre_only', e: 'stems:vocals', f: 'layer mix' })) {
      await python(name, source);
    }
    const spaces = await embedded();
    expect(Object.keys(spaces)).toHaveLength(5);
    expect(spaces[PYTHON]).toBe(2);
    expect(await neighbours('a')).toEqual([pathOf('b')]);
    expect(warnings).toEqual([
      { message: expect.stringContaining(`${MERT}~${BLENDED}`), remedies: [{ action: 'rescan', reEmbed: true }] },
    ]);
    expect(await check()).toEqual({ 'vector-foreign': expect.stringMatching(/^4: .*~stems:vocals/) });
    await using library = await open();
    await expect(library.recommend(pathOf('c'), NO_FILTERS)).rejects.toThrow(
      /no vector in the index\. Another program made it/,
    );
  });

  it('are compared with each other if there are no others', async () => {
    await python('a', BLENDED);
    await python('b', BLENDED);
    expect(await neighbours('a')).toEqual([pathOf('b')]);
    expect(warnings).toEqual([]);
    await python('c', 'stems:vocals');
    expect(await neighbours('a')).toEqual([pathOf('b')]);
    expect(await check()).toMatchObject({ 'vector-foreign': expect.stringContaining('~stems:vocals') });
  });

  it('are replaced by the pure vector if it was kept', async () => {
    const pure = vectorOf(5);
    await python('a');
    await python('b', BLENDED, { vector: vectorOf(9), pure });
    await python('c', 'timbre_only', { vector: vectorOf(9), pure: vectorOf(6) });
    // the pure vector is of the vocals
    await python('d', 'stems:vocals+timbre(0.70/0.30)', { pure: vectorOf(7) });
    await python('e', 'stems:vocals', { pure: vectorOf(7) });
    expect(await embedded()).toEqual({ [PYTHON]: 3, [`${MERT}~stems:vocals@intro-core-late-120s/1024`]: 2 });
    expect(await neighbours('a')).toEqual([pathOf('b'), pathOf('c')]);
    await using library = await open();
    const index = JSON.parse(await readFile(join(dataDir, 'index', 'index.json'), 'utf8'));
    expect(index.space).toBe(PYTHON);
    expect((await library.check()).findings.map(({ kind }) => kind)).not.toContain('index-old');
  });

  it('lose the pure vector with its file', async () => {
    await python('a');
    await python('b', BLENDED);
    tracks[pathOf('b')].embedding_mert = join(dataDir, 'embeddings', 'gone.npy');
    expect(await neighbours('a')).toEqual([]);
    expect(await check()).toMatchObject({ 'vector-foreign': expect.stringContaining(BLENDED) });
  });
});

describe('vectors that another program wrote over', () => {
  const CHUNKS = `${MERT}#0c03774d@chunks-5s-layer-24/1024`;

  it('are recognised by their names, even with the same length', async () => {
    for (const name of ['a', 'b', 'c']) await own(name, CHUNKS);
    expect(await neighbours('a')).toEqual([pathOf('b'), pathOf('c')]);
    await python('c');
    expect(await embedded()).toEqual({ [CHUNKS]: 2, [PYTHON]: 1 });
    expect(await check()).toMatchObject({ 'vector-foreign': `1: ${PYTHON}: 1` });
    await using library = await open();
    await library.recommend(pathOf('a'), NO_FILTERS);
    expect(warnings).toEqual([
      { message: expect.stringContaining('replaced the vectors of 1 tracks'), remedies: [{ action: 'rescan' }] },
    ]);
    expect(await library.buildIndex({ incremental: true })).toMatchObject({ count: 2 });
  });

  it('or added to it are left out while the library has more of its own', async () => {
    for (const name of ['a', 'b', 'c', 'f']) await own(name, CHUNKS);
    await python('c');
    await python('d');
    expect(await neighbours('a')).toEqual([pathOf('b'), pathOf('f')]);
    expect(await check()).toMatchObject({ 'vector-foreign': expect.stringContaining(PYTHON) });
    await python('e');
    await using library = await open();
    await expect(library.buildIndex()).rejects.toBeInstanceOf(SpaceMismatchError);
  });

  it('are recognised under a name of rbassist, by the seal that they lack', async () => {
    for (const name of ['a', 'b', 'c']) await own(name, CHUNKS);
    await neighbours('a');
    await writeFile(tracks[pathOf('c')].embedding ?? '', encodeNpy(vectorOf(8)));
    expect(await check()).toMatchObject({ 'vector-replaced': 1 });
    expect(await neighbours('a')).toEqual([pathOf('b')]);
    await using library = await open();
    expect((await library.buildIndex()).skipped).toEqual([
      expect.objectContaining({ path: pathOf('c'), reason: expect.stringContaining('another program') }),
    ]);
    await library.repair([], { apply: true });
    expect((await library.check()).findings.map(({ kind }) => kind)).not.toContain('vector-replaced');
  });

  it('of another length are replaced, not damaged', async () => {
    for (const name of ['a', 'b', 'c']) await own(name, 'spectral-v1/160', vectorOf(1, 160));
    await python('b');
    await writeFile(tracks[pathOf('c')].embedding ?? '', encodeNpy(vectorOf(8)));
    const found = await check();
    expect(found).toMatchObject({ 'vector-foreign': `1: ${PYTHON}: 1`, 'vector-replaced': 1 });
    expect(found).not.toHaveProperty('vector-corrupt');
  });

  it('are the library’s when all are', async () => {
    for (const name of ['a', 'b']) await own(name, CHUNKS);
    for (const name of ['a', 'b']) await python(name);
    expect(await embedded()).toEqual({ [PYTHON]: 2 });
    expect(await neighbours('a')).toEqual([pathOf('b')]);
    expect(warnings).toEqual([]);
  });

  it('are recognised for a track whose name ends like rbassist’s names', async () => {
    await own('song-0123abcd', CHUNKS);
    await own('a', CHUNKS);
    expect(await embedded()).toEqual({ [CHUNKS]: 2 });
    await python('song-0123abcd');
    expect(await embedded()).toEqual({ [CHUNKS]: 1, [PYTHON]: 1 });
  });
});

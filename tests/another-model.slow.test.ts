import { cp, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary, type ScanOptions } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scanLibrary, storedRecords } from './support/library.ts';
import { writeUntagged } from './support/music.ts';
import { rbassist, rbassistWith } from './support/rbassist.ts';

/** A MERT of 32 dimensions with random weights. */
const CHECKPOINT = join(import.meta.dirname, 'fixtures', 'mert', 'stable-ln');
const SECONDS = 4;
const NEW_SPACE = /^stable-ln-[0-9a-f]{8}@intro-core-late-120s\/32$/;
const OLD_SPACE = /^blend-v1\//;

let music: string;
let dataDir: string;
/** Copies of `music` and `dataDir`, made once. */
let untouched: string;
beforeAll(async () => {
  const root = await temporaryFolder('models');
  untouched = await temporaryFolder('untouched');
  music = join(root, 'music');
  dataDir = join(root, 'data');
  for (const [i, title] of ['club/Perihelion', 'club/Copper Kettle', 'bar/Meridian Lights'].entries()) {
    const [folder, name] = title.split('/');
    const path = join(music, folder, `${name}.wav`);
    await mkdir(join(music, folder), { recursive: true });
    await writeUntagged(path, name, SECONDS);
    // file systems copy whole seconds exactly
    await utimes(path, 1.5e9 + i, 1.5e9 + i);
  }
  await scan([music], {});
  await cp(root, untouched, { recursive: true, preserveTimestamps: true });
});

/** A library of the built-in embedder, with three tracks in two folders. */
beforeEach(async () => {
  for (const folder of [music, dataDir]) await rm(folder, { recursive: true });
  await cp(untouched, join(music, '..'), { recursive: true, preserveTimestamps: true });
});

const scan = (paths: readonly string[], options: ScanOptions) => scanLibrary(dataDir, paths, options);
const records = () => storedRecords(dataDir);

async function spaces(): Promise<(string | undefined)[]> {
  return Object.values(await records()).map(({ embedding_space }) => embedding_space);
}

async function recommendations(): Promise<{ indexed: string | undefined; found: number }> {
  const library = await openLibrary({ dataDir });
  const { recommendations } = await library.recommend('Perihelion', { tempoPct: 1000, camelotNeighbors: false });
  const { index } = await library.stats();
  await library.close();
  return { indexed: index?.space, found: recommendations.length };
}

const MOVE = { model: CHECKPOINT, reEmbed: true } as const;

describe('migration of a library to another model', () => {
  it('uses the old vectors until every track has a new one', async () => {
    const { migration } = await scan([join(music, 'club')], MOVE);
    expect(migration).toMatchObject({ ready: 2, left: 1, leftExample: join(music, 'bar', 'Meridian Lights.wav') });
    for (const space of await spaces()) expect(space).toMatch(OLD_SPACE);
    expect(await recommendations()).toEqual({ indexed: expect.stringMatching(OLD_SPACE), found: 2 });
    const { stdout } = await rbassist('stats', '--data-dir', dataDir);
    expect(stdout).toMatch(/Waiting +stable-ln-[0-9a-f]{8}@intro-core-late-120s\/32: 2;/);

    const rest = await scan([music], MOVE);
    expect(rest).toMatchObject({ added: 1, unchanged: 2, migration: { ready: 3, left: 0, dropped: 0 } });
    for (const space of await spaces()) expect(space).toMatch(NEW_SPACE);
    expect(await recommendations()).toEqual({ indexed: expect.stringMatching(NEW_SPACE), found: 2 });
    // no files of the old vectors are left
    const named = Object.values(await records()).map(({ embedding }) => embedding);
    const stored = (await readdir(join(dataDir, 'embeddings'))).map((name) => join(dataDir, 'embeddings', name));
    expect(stored.sort()).toEqual(named.sort());
    for (const record of Object.values(await records())) expect(record).not.toHaveProperty('embedding_next');
  });

  it('continues where it was stopped', async () => {
    const controller = new AbortController();
    const library = await openLibrary({ dataDir });
    for await (const event of library.scan([music], {
      ...MOVE,
      analyze: false,
      workers: 1,
      signal: controller.signal,
    })) {
      if (event.type === 'track') controller.abort();
    }
    await library.close();
    for (const space of await spaces()) expect(space).toMatch(OLD_SPACE);
    expect((await recommendations()).found).toBe(2);
    // a scan without a model continues with the old one
    expect(await scan([music], {})).toMatchObject({ added: 0, unchanged: 3 });
    const { added, unchanged, migration } = await scan([music], MOVE);
    expect(added).toBeLessThan(3);
    expect(added + unchanged).toBe(3);
    expect(migration).toMatchObject({ ready: 3, left: 0 });
  });

  it('does not wait for missing or damaged tracks', async () => {
    await rm(join(music, 'club', 'Copper Kettle.wav'));
    await writeFile(join(music, 'bar', 'Meridian Lights.wav'), 'no longer music');
    const { migration, failed } = await scan([music], MOVE);
    expect(failed).toBe(1);
    expect(migration).toMatchObject({ ready: 1, left: 0, dropped: 2 });
    const left = Object.values(await records()).filter(({ embedding }) => embedding !== undefined);
    expect(left).toHaveLength(1);
    // other data of these tracks stays
    expect(Object.keys(await records())).toHaveLength(3);
  });

  it('waits for tracks in missing folders, such as an unplugged drive', async () => {
    await rm(join(music, 'bar'), { recursive: true });
    const { migration } = await scan([join(music, 'club')], MOVE);
    expect(migration).toMatchObject({ ready: 2, left: 1, dropped: 0 });
  });

  it('embeds a track again if it changed while its new vector was waiting', async () => {
    await scan([join(music, 'club')], MOVE);
    await writeUntagged(join(music, 'club', 'Perihelion.wav'), 'Copper Kettle', SECONDS);
    const { added, unchanged, migration } = await scan([music], MOVE);
    expect({ added, unchanged }).toEqual({ added: 2, unchanged: 1 });
    expect(migration).toMatchObject({ ready: 3, left: 0 });
    const stored = await readdir(join(dataDir, 'embeddings'));
    expect(stored).toHaveLength(3);
    // after the migration, changes work as usual
    await writeUntagged(join(music, 'club', 'Perihelion.wav'), 'Meridian Lights', SECONDS);
    expect(await scan([music], { model: CHECKPOINT })).toMatchObject({ added: 1, unchanged: 2 });
    expect(await readdir(join(dataDir, 'embeddings'))).toHaveLength(3);
  });
});

describe('a library of an earlier built-in model', () => {
  it('stays with it until a re-embed, which moves it to the default, also after a stop', async () => {
    const earlier = await temporaryFolder('earlier');
    await scanLibrary(earlier, [music], { model: 'spectral-v1' });
    const spacesThere = async () => Object.values(await storedRecords(earlier)).map((record) => record.embedding_space);
    const files = await readdir(join(earlier, 'embeddings'));
    expect(await scanLibrary(earlier, [music])).toMatchObject({ added: 0, unchanged: 3 });
    await writeUntagged(join(music, 'club', 'Perihelion.wav'), 'Copper Kettle', SECONDS);
    expect(await scanLibrary(earlier, [music])).toMatchObject({ added: 1, unchanged: 2 });
    expect(await spacesThere()).toEqual(Array(3).fill('spectral-v1/160'));

    expect(await scanLibrary(earlier, [music], { reEmbed: true, limit: 1 })).toMatchObject({ migration: { left: 2 } });
    expect(await spacesThere()).toEqual(Array(3).fill('spectral-v1/160'));
    const rest = await scanLibrary(earlier, [music], { reEmbed: true });
    expect(rest).toMatchObject({ added: 2, unchanged: 1, migration: { ready: 3, left: 0 } });
    expect(await spacesThere()).toEqual(Array(3).fill('blend-v1/360'));
    expect(await readdir(join(earlier, 'embeddings'))).toHaveLength(files.length);
    expect(await scanLibrary(earlier, [music])).toMatchObject({ added: 0, unchanged: 3 });
    // the names of all built-in models work
    await scanLibrary(earlier, [music], { model: 'musicnn-v1', reEmbed: true });
    expect(await spacesThere()).toEqual(Array(3).fill('musicnn-v1/200'));
  });
});

describe('the model that runs', () => {
  it('is named if the user did not choose one: the built-in model, and how to use another', async () => {
    const fresh = await temporaryFolder('fresh');
    const first = await rbassist('embed', music, '--data-dir', fresh);
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('rbassist model pull m-a-p/MERT-v1-330M') });
    const again = await rbassist('embed', music, '--data-dir', fresh);
    expect(again.stderr).not.toContain('model pull');
  });

  it('is MERT if it is downloaded and the library has no vectors yet', async () => {
    const cache = await temporaryFolder('hub');
    const snapshot = join(cache, 'models--m-a-p--MERT-v1-95M', 'snapshots', '0'.repeat(40));
    await cp(CHECKPOINT, snapshot, { recursive: true });
    const fresh = await temporaryFolder('fresh');
    const pulled = await rbassistWith({ HF_HUB_CACHE: cache }, 'embed', music, '--data-dir', fresh);
    expect(pulled).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Using the downloaded model m-a-p/MERT-v1-95M'),
    });
    for (const track of Object.values(await storedRecords(fresh))) {
      expect(track.embedding_space).toMatch(/^m-a-p\/MERT-v1-95M#[0-9a-f]{8}@intro-core-late-120s\/32$/);
    }
    // a library of the built-in model keeps it
    const own = await rbassistWith({ HF_HUB_CACHE: cache }, 'embed', music, '--data-dir', dataDir);
    expect(own).toMatchObject({ code: 0, stdout: expect.stringContaining('3 unchanged') });
  });

  it('is the model of the library, with the same windows, layer and precision', async () => {
    const cache = await temporaryFolder('hub');
    const snapshot = join(cache, 'models--someone--tiny', 'snapshots', '0'.repeat(40));
    await cp(CHECKPOINT, snapshot, { recursive: true });
    const fresh = await temporaryFolder('fresh');
    const words = ['embed', music, '--data-dir', fresh];
    const how = ['--model', 'someone/tiny', '--windows', 'chunks', '--layer', '2', '--precision', 'int8'];
    expect((await rbassistWith({ HF_HUB_CACHE: cache }, ...words, ...how)).code).toBe(0);
    const again = await rbassistWith({ HF_HUB_CACHE: cache }, ...words);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('3 unchanged') });
    // without the model, the error says how to download it
    const without = await rbassist('embed', music, '--data-dir', fresh);
    expect(without).toMatchObject({ code: 1, stderr: expect.stringMatching(/someone\/tiny.*model pull/s) });
  });
});

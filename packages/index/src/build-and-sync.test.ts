import { cp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DataFolderError,
  encodeNpy,
  FileFormatError,
  NotFoundError,
  OptionError,
  type ProgressEvent,
  SpaceMismatchError,
} from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type BuildIndexOptions,
  buildIndex,
  type EmbeddingFileEntry,
  type EngineName,
  type OpenIndexOptions,
  openIndex,
  type SyncIndexOptions,
  syncIndex,
} from './index.ts';
import { hnswlibIsInstalled } from './test-hnswlib.ts';
import { clusteredVectors } from './test-vectors.ts';

const SPACE = 'test-v1/16';
const VECTORS = clusteredVectors(120, 16, 1);
const FILES: Record<EngineName, string[]> = {
  hnsw: ['hnsw.idx', 'index.json', 'paths.json'],
  exact: ['index.json', 'paths.json', 'vectors.npy'],
};

let root: string;
let folder: string;
beforeEach(async () => {
  root = await temporaryFolder('index');
  folder = join(root, 'index');
});

async function entryOf(path: string, vector: Float32Array): Promise<EmbeddingFileEntry> {
  const embedding = join(root, `${Buffer.from(path).toString('hex').slice(-40)}.npy`);
  await writeFile(embedding, encodeNpy(vector));
  return { path, embedding };
}

const trackName = (i: number) => `/music/${i}.mp3`;
const entriesOf = (from: number, to: number) =>
  Promise.all(VECTORS.slice(from, to).map((vector, i) => entryOf(trackName(from + i), vector)));

async function pathsOnDisk(): Promise<string[]> {
  return JSON.parse(await readFile(join(folder, 'paths.json'), 'utf8'));
}

async function contents(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'hex')])),
  );
}

describe.each<EngineName>(['hnsw', 'exact'])('an index with the %s engine', (engine) => {
  const runs = it.skipIf(engine === 'hnsw' && !hnswlibIsInstalled);
  const options = (entries: BuildIndexOptions['entries']): BuildIndexOptions => ({
    folder,
    entries,
    space: SPACE,
    engine,
  });

  runs('is built, opened and searched', async () => {
    const report = await buildIndex(options(await entriesOf(0, 100)));
    expect(report).toEqual({
      count: 100,
      added: 100,
      removed: 0,
      replaced: 0,
      unchanged: 0,
      skipped: [],
      engine,
      rebuilt: true,
      interrupted: false,
    });
    expect(await readdir(folder)).toEqual(FILES[engine]);

    const index = await openIndex({ folder, space: SPACE });
    expect(index).toMatchObject({ size: 100, dimensions: 16, engine, space: SPACE });
    expect([...index.keys()].slice(0, 3)).toEqual([0, 1, 2].map(trackName));
    expect([index.has(trackName(5)), index.has('/other.mp3'), index.vector('/other.mp3')]).toEqual([
      true,
      false,
      undefined,
    ]);
    const [first, second] = index.nearest(VECTORS[5], 2);
    expect(first).toEqual({ path: trackName(5), distance: expect.closeTo(0, 4) });
    expect(index.nearest(trackName(5), 1)).toEqual([
      { path: second.path, distance: expect.closeTo(second.distance, 3) },
    ]);
    expect(index.nearest(VECTORS[5], 500)).toHaveLength(100);
    expect(index.nearest(trackName(5), 500)).toHaveLength(99);
  });

  runs('applies a filter inside the search', async () => {
    await buildIndex(options(await entriesOf(0, 120)));
    const index = await openIndex({ folder });
    const some = (path: string) => path.endsWith('7.mp3');
    expect(index.nearest(VECTORS[0], 3, some).filter(({ path }) => some(path))).toHaveLength(3);
    const rare = (path: string) => /[37]7\.mp3$/.test(path);
    expect(index.nearest(VECTORS[0], 3, rare)).toHaveLength(2);
    expect(
      index
        .nearest(trackName(37), 50, rare)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/music/77.mp3']);
  });

  runs('rejects an invalid query', async () => {
    await buildIndex(options(await entriesOf(0, 5)));
    const index = await openIndex({ folder });
    expect(() => index.nearest(new Float32Array(15), 1)).toThrow(/The query has 15 elements.*16/);
    expect(() => index.nearest(new Float32Array(16).fill(Number.NaN), 1)).toThrow(OptionError);
    for (const count of [-1, 1.5, Number.NaN]) expect(() => index.nearest(VECTORS[0], count)).toThrow(OptionError);
    expect(index.nearest(VECTORS[0], 0)).toEqual([]);
    expect(() => index.nearest('/other.mp3', 1)).toThrow(NotFoundError);
  });

  runs('has the same bytes for the same entries, from a list or a stream', async () => {
    const entries = await entriesOf(0, 60);
    await buildIndex(options(entries));
    const first = await contents();
    await buildIndex(
      options(
        (async function* () {
          yield* entries;
        })(),
      ),
    );
    expect(await contents()).toEqual(first);
  });

  runs('skips invalid vectors with a reason', async () => {
    const entries = await entriesOf(0, 20);
    await writeFile(entries[3].embedding, 'garbage');
    await writeFile(entries[5].embedding, encodeNpy(new Float32Array(8)));
    await writeFile(entries[7].embedding, encodeNpy(new Float32Array(16).fill(Number.NaN)));
    await rm(entries[9].embedding);
    const report = await buildIndex(options([...entries, entries[0]]));
    expect(report).toMatchObject({ count: 16, added: 16 });
    expect(report.skipped.map(({ path }) => path)).toEqual([3, 5, 7, 9, 0].map(trackName));
    const words = [/not a \.npy/, /8 dimensions, expected 16/, /NaN/, /does not exist/, /more than once/];
    words.forEach((word, i) => {
      expect(report.skipped[i].reason).toMatch(word);
    });
    const index = await openIndex({ folder });
    expect(index.nearest(VECTORS[4], 1)[0].path).toBe(trackName(4));
  });

  runs('can be empty, and can grow', async () => {
    expect(await buildIndex(options([]))).toMatchObject({ count: 0, added: 0, engine });
    const index = await openIndex({ folder });
    expect([index.size, index.nearest(VECTORS[0], 5)]).toEqual([0, []]);
    expect(await syncIndex(options(await entriesOf(0, 3)))).toMatchObject({ count: 3, added: 3, rebuilt: false });
    expect((await openIndex({ folder })).nearest(VECTORS[2], 1)[0].path).toBe(trackName(2));
  });

  runs('is updated with exactly the differences, and labels never change', async () => {
    await buildIndex(options(await entriesOf(0, 100)));
    const entries = (await entriesOf(0, 115)).filter((_, i) => i % 10 !== 4);
    await writeFile(entries[0].embedding, encodeNpy(VECTORS[119].map((value) => -value)));
    // 13 of 15 are new; the first 10 of them get the labels of removed vectors
    const counts = { added: 13, removed: 10, replaced: 1, unchanged: 89 };
    const report = await syncIndex({ ...options(entries), changed: new Set([trackName(0), trackName(9), '/unknown']) });
    expect(report).toEqual({ count: 103, ...counts, skipped: [], engine, rebuilt: false, interrupted: false });

    const index = await openIndex({ folder });
    expect([index.size, index.has(trackName(4)), index.has(trackName(110))]).toEqual([103, false, true]);
    expect(index.nearest(VECTORS[119], 108).at(-1)?.path).toBe(trackName(0));
    for (const i of [1, 50, 99, 100, 113]) expect(index.nearest(VECTORS[i], 1)[0].path).toBe(trackName(i));
    const found = index.nearest(VECTORS[4], 500).map(({ path }) => path);
    expect([found.length, new Set(found).size, found.includes(trackName(4))]).toEqual([103, 103, false]);

    expect(await pathsOnDisk()).toHaveLength(103);
    const taken = [100, 101, 102, 103, 105, 106, 107, 108, 109, 110].map(trackName);
    expect((await pathsOnDisk()).filter((_, label) => label % 10 === 4 && label < 100)).toEqual(taken);
  });

  runs('has no hole after a track is removed', async () => {
    await buildIndex(options(await entriesOf(0, 100)));
    const fewer = (await entriesOf(0, 100)).filter((_, i) => i % 10 !== 4);
    expect(await syncIndex(options(fewer))).toMatchObject({ count: 90, removed: 10, unchanged: 90, rebuilt: false });
    expect(await pathsOnDisk()).toEqual(fewer.map(({ path }) => path));
    const index = await openIndex({ folder });
    expect(index.nearest(VECTORS[4], 500)).toHaveLength(90);
    expect(index.vector(trackName(4))).toBeUndefined();

    const more = [...fewer, ...(await entriesOf(100, 112))];
    expect(await syncIndex(options(more))).toMatchObject({ count: 102, added: 12, removed: 0, unchanged: 90 });
    expect(await pathsOnDisk()).toEqual(more.map(({ path }) => path));
    const now = await openIndex({ folder });
    for (const i of [0, 99, 100, 111]) expect(now.nearest(VECTORS[i], 1)[0].path).toBe(trackName(i));
  });

  runs('detects that a track was embedded again', async () => {
    const entries = await entriesOf(0, 30);
    await buildIndex(options(entries));
    const old = new Date(Date.now() - 3_600_000);
    for (const { embedding } of entries) await utimes(embedding, old, old);
    await writeFile(entries[3].embedding, encodeNpy(VECTORS[90]));
    await writeFile(entries[5].embedding, encodeNpy(VECTORS[5]));
    expect(await syncIndex(options(entries))).toMatchObject({ replaced: 1, unchanged: 29, added: 0, removed: 0 });
    expect((await openIndex({ folder })).nearest(VECTORS[90], 1)[0].path).toBe(trackName(3));
  });

  runs('detects that even if the clock was set back after the index was written', async () => {
    const entries = await entriesOf(0, 30);
    await buildIndex(options(entries));
    const ahead = new Date(Date.now() + 3_600_000);
    await utimes(join(folder, 'index.json'), ahead, ahead);
    await writeFile(entries[3].embedding, encodeNpy(VECTORS[90]));
    expect(await syncIndex(options(entries))).toMatchObject({ replaced: 1, unchanged: 29, added: 0, removed: 0 });
    expect((await openIndex({ folder })).nearest(VECTORS[90], 1)[0].path).toBe(trackName(3));
  });

  runs('is not written when nothing changed', async () => {
    const entries = await entriesOf(0, 30);
    await buildIndex(options(entries));
    await rm(entries[3].embedding);
    const before = await contents();
    expect(await syncIndex(options(entries.toReversed()))).toMatchObject({
      count: 30,
      added: 0,
      removed: 0,
      rebuilt: false,
    });
    expect(await contents()).toEqual(before);
  });

  runs('drops a changed track if its new vector is invalid', async () => {
    const entries = await entriesOf(0, 30);
    await buildIndex(options(entries));
    await writeFile(entries[3].embedding, 'garbage');
    const report = await syncIndex({ ...options(entries), changed: new Set([trackName(3)]) });
    expect(report).toMatchObject({ count: 29, added: 0, removed: 1, skipped: [{ path: trackName(3) }] });
    expect((await openIndex({ folder })).has(trackName(3))).toBe(false);
  });

  runs('is rebuilt if more than a fifth of its labels would be free', async () => {
    await buildIndex(options(await entriesOf(0, 100)));
    expect(await syncIndex(options(await entriesOf(0, 80)))).toMatchObject({ removed: 20, rebuilt: false });
    const report = await syncIndex(options(await entriesOf(0, 63)));
    expect(report).toMatchObject({ count: 63, rebuilt: true, engine, reason: expect.stringContaining('a fifth') });
    expect(await pathsOnDisk()).toHaveLength(63);
  });

  runs('reports every entry, and does not change the files on abort', async () => {
    const entries = await entriesOf(0, 40);
    await buildIndex(options(entries.slice(0, 5)));
    const before = await contents();
    const events: ProgressEvent[] = [];
    const stop = new AbortController();
    const onProgress = (event: ProgressEvent) => {
      events.push(event);
      if (event.done === 10) stop.abort(new Error('enough'));
      throw new Error('a listener that throws does no harm');
    };
    const nothing = { added: 0, removed: 0, replaced: 0, skipped: [], engine, rebuilt: false, interrupted: true };
    const interrupted = { count: 5, unchanged: 5, ...nothing };
    expect(await buildIndex({ ...options(entries), onProgress, signal: stop.signal })).toEqual(interrupted);
    expect(events.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(events[9]).toEqual({ stage: 'index', done: 10, total: 40, item: trackName(9) });
    expect(await syncIndex({ ...options(entries), signal: stop.signal })).toEqual(interrupted);
    const late = new AbortController();
    const abortLate = ({ done }: ProgressEvent) => done === 20 && late.abort();
    const sync = { ...options(entries), signal: late.signal, onProgress: abortLate };
    expect(await syncIndex(sync)).toEqual(interrupted);
    expect(await contents()).toEqual(before);
  });

  runs('keeps paths of any script and length', async () => {
    const names = [
      '/müsik/é.mp3',
      '/música/é.mp3',
      '/東京/😀 "x" \\ \n.mp3',
      `/${'long/'.repeat(2000)}x.mp3`,
      'C:\\Musik\\ß.mp3',
      '__proto__',
    ];
    const entries = await Promise.all(names.map((name, i) => entryOf(`${name}`, VECTORS[i])));
    await buildIndex(options(entries));
    const index = await openIndex({ folder });
    expect([...index.keys()]).toEqual(names);
    names.forEach((name, i) => {
      expect(index.nearest(VECTORS[i], 1)[0].path).toBe(name);
    });
    expect(index.nearest('__proto__', 1)).toHaveLength(1);
  });

  runs('works in a folder with a name in any script', async () => {
    folder = join(root, 'Jörgs Műsik 東京', 'index');
    await buildIndex(options(await entriesOf(0, 5)));
    expect((await openIndex({ folder })).size).toBe(5);
  });

  runs('never mixes embedding spaces', async () => {
    await buildIndex(options(await entriesOf(0, 10)));
    const other = 'test-v2/16';
    await expect(openIndex({ folder, space: other })).rejects.toThrow(SpaceMismatchError);
    await expect(openIndex({ folder, space: other })).rejects.toMatchObject({
      message: expect.stringMatching(/"test-v1\/16".*"test-v2\/16"/),
      remedies: [{ action: 'rebuild-index' }],
    });
    await expect(syncIndex({ ...options([]), space: other })).rejects.toThrow(SpaceMismatchError);
    await expect(syncIndex({ ...options([]), space: 'test-v1/8' })).rejects.toThrow(SpaceMismatchError);
    expect(await buildIndex({ ...options([]), space: other })).toMatchObject({ rebuilt: true });
  });

  runs('is rebuilt after an interruption between its files', async () => {
    const [before, after] = [join(root, 'before'), join(root, 'after')];
    await buildIndex({ ...options(await entriesOf(0, 30)), folder: before });
    await buildIndex({ ...options(await entriesOf(30, 60)), folder: after });
    const [vectors] = FILES[engine].filter((name) => !name.endsWith('.json'));
    for (const written of [[vectors], [vectors, 'paths.json'], ['paths.json']]) {
      await cp(before, folder, { recursive: true });
      for (const name of written) await cp(join(after, name), join(folder, name));
      await expect(openIndex({ folder }), written.join()).rejects.toThrow(FileFormatError);
      const report = await syncIndex(options(await entriesOf(0, 35)));
      expect(report).toMatchObject({ count: 35, rebuilt: true, reason: expect.stringContaining(folder) });
      expect((await openIndex({ folder })).nearest(VECTORS[34], 1)[0].path).toBe(trackName(34));
    }
  });
});

describe('an index folder', () => {
  it('without an index throws an error with a remedy', async () => {
    await expect(openIndex({ folder })).rejects.toThrow(FileFormatError);
    await expect(openIndex({ folder })).rejects.toMatchObject({
      message: `There is no index in ${folder} yet.`,
      remedies: [{ action: 'rebuild-index' }],
    });
  });

  it('of the Python rbassist is rebuilt', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'hnsw.idx'), 'an index of unknown contents');
    await writeFile(join(folder, 'paths.json'), '["/music/0.mp3"]');
    await expect(openIndex({ folder })).rejects.toThrow(FileFormatError);
    await expect(openIndex({ folder })).rejects.toMatchObject({
      message: `The index in ${folder} is incomplete, or another program wrote it.`,
      remedies: [{ action: 'rebuild-index' }],
    });
    const report = await syncIndex({ folder, entries: await entriesOf(0, 5), space: SPACE });
    expect(report).toMatchObject({ count: 5, rebuilt: true });
    expect((await openIndex({ folder, space: SPACE })).size).toBe(5);
  });

  it('has the files of only one engine', async () => {
    const entries = await entriesOf(0, 5);
    if (hnswlibIsInstalled) await buildIndex({ folder, entries, space: SPACE, engine: 'hnsw' });
    const report = await syncIndex({ folder, entries, space: SPACE, engine: 'exact' });
    expect(report).toMatchObject({ rebuilt: true, engine: 'exact' });
    expect(await readdir(folder)).toEqual(FILES.exact);
    expect(await syncIndex({ folder, entries: await entriesOf(0, 6), space: SPACE })).toMatchObject({
      engine: 'exact',
      added: 1,
      rebuilt: false,
    });
  });

  it('that is a file is named in the error', async () => {
    await writeFile(folder, '');
    await expect(buildIndex({ folder, entries: [], space: SPACE })).rejects.toThrow(DataFolderError);
    await expect(openIndex({ folder })).rejects.toThrow(DataFolderError);
  });

  it('rejects a space without dimensions', async () => {
    // @ts-expect-error a name that is not a space, as from JavaScript
    await expect(buildIndex({ folder, entries: [], space: 'nonsense' })).rejects.toThrow(OptionError);
  });

  it('rejects unknown options, missing options and wrong types', async () => {
    const options = { folder, entries: [], space: SPACE } as const;
    const wrong: [object, string][] = [
      [{ ...options, metric: 'cosine' }, 'Unknown option "metric"'],
      [{ ...options, entries: 'a.npy' }, 'entries must be a list or stream of entries, not "a.npy"'],
      [{ ...options, folder: undefined }, 'folder must be a string that is not empty'],
      [{ ...options, engine: 'annoy' }, 'engine must be one of auto, exact, hnsw, not "annoy"'],
      [{ ...options, changed: ['/a.mp3'] }, 'changed must be a Set of paths, not a list'],
    ];
    for (const [given, message] of wrong) {
      const error = await syncIndex(given as SyncIndexOptions).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(OptionError);
      expect(String(error)).toContain(message);
    }
    await expect(buildIndex({ ...options, changed: new Set() } as BuildIndexOptions)).rejects.toThrow(OptionError);
    await expect(openIndex({ ...options } as OpenIndexOptions)).rejects.toThrow(/Unknown option "entries"/);
    // @ts-expect-error only a folder, as from JavaScript
    await expect(openIndex(folder)).rejects.toThrow(OptionError);
    await expect(readdir(folder)).rejects.toThrow(/ENOENT/);
  });
});

describe('entries with vectors in memory', () => {
  it('are indexed without files, and synced by their values', async () => {
    const entries = VECTORS.slice(0, 40).map((vector, i) => ({ path: trackName(i), vector }));
    const options = { folder, entries, space: SPACE } as const;
    expect(await buildIndex(options)).toMatchObject({ count: 40, added: 40, skipped: [] });
    const before = await contents();
    expect(await syncIndex(options)).toMatchObject({ unchanged: 40, replaced: 0, added: 0, rebuilt: false });
    expect(await contents()).toEqual(before);

    entries[3] = { path: trackName(3), vector: VECTORS[90] };
    const changed = [...entries.slice(1), { path: '/new', vector: VECTORS[91] }];
    const counts = { count: 40, added: 1, removed: 1, replaced: 1, unchanged: 38 };
    expect(await syncIndex({ ...options, entries: changed })).toMatchObject(counts);
    expect((await openIndex({ folder })).nearest(VECTORS[90], 1)[0].path).toBe(trackName(3));
  });

  it('are skipped with a reason if they are invalid', async () => {
    const entries = [
      { path: 'short', vector: new Float32Array(15) },
      { path: 'nan', vector: new Float32Array(16).fill(Number.NaN) },
      { path: 'good', vector: VECTORS[0] },
      { path: 'good', vector: VECTORS[1] },
    ];
    const { count, skipped } = await buildIndex({ folder, entries, space: SPACE });
    expect(count).toBe(1);
    expect(skipped).toEqual([
      { path: 'short', reason: expect.stringMatching(/^The vector of short has 15 elements.*16\.$/), remedies: [] },
      { path: 'nan', reason: 'The vector of nan contains NaN or infinity.', remedies: [] },
      { path: 'good', reason: 'good is listed more than once.', remedies: [] },
    ]);
  });
});

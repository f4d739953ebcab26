// cspell:ignore bjrok dawm pnuk darrk darkk vocl elektro électro

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, NotFoundError, OptionError, sealNpy } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { type LibraryWarning, openLibrary, type RecommendTracksOptions } from '../index.ts';
import { embeddingFileName } from '../vectors/embedding-file.ts';

const warnings: LibraryWarning[] = [];

/** Opens a library of these tracks; those without an `embedding` of their own get a vector. */
async function libraryOf(tracks: Record<string, Record<string, unknown>>) {
  const dataDir = await temporaryFolder('recommend');
  await mkdir(join(dataDir, 'embeddings'));
  const stored: Record<string, object> = {};
  for (const [i, [path, record]] of Object.entries(tracks).entries()) {
    const name = embeddingFileName(path);
    const embedding = join(dataDir, 'embeddings', name);
    const vector = Float32Array.from({ length: 160 }, (_, k) => Math.sin(i + k / 9));
    if (record.embedding === undefined) await writeFile(embedding, sealNpy(encodeNpy(vector), name));
    stored[path] = { embedding, embedding_source: 'baseline', embedding_space: 'spectral-v1/160', ...record };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: stored }));
  warnings.length = 0;
  return openLibrary({ dataDir, engine: 'exact', onWarning: (warning) => warnings.push(warning) });
}

const DUSK = { artist: 'Björk', title: 'Dusk', bpm: 120, key: '8A' };

describe('the seed', () => {
  const tracks = {
    '/music/a/dusk.mp3': DUSK,
    '/music/b/dusk.mp3': DUSK,
    '/music/dawn.mp3': { artist: 'Björk', title: 'Dawn', bpm: 121, key: '8A' },
  };

  it('is found by words, with the other matches', async () => {
    await using library = await libraryOf(tracks);
    expect(await library.recommend('dawn bjork')).toMatchObject({
      seed: { path: '/music/dawn.mp3' },
      exact: false,
      otherMatches: [],
    });
    expect(await library.recommend('bjork')).toMatchObject({
      seed: { path: '/music/a/dusk.mp3' },
      exact: false,
      otherMatches: ['/music/b/dusk.mp3', '/music/dawn.mp3'],
    });
  });

  it('lists tracks of the same name, but not those that an exact name matches less well', async () => {
    await using library = await libraryOf({ ...tracks, '/music/c.mp3': { artist: 'Björk', title: 'Dusk (Edit)' } });
    expect(await library.recommend('bjork dusk')).toMatchObject({ exact: true, otherMatches: ['/music/b/dusk.mp3'] });
    expect(await library.recommend('/music/b/dusk.mp3')).toMatchObject({ exact: true, otherMatches: [] });
  });

  it('is suggested if words are mistyped, in any order', async () => {
    await using library = await libraryOf(tracks);
    await expect(library.recommend('dawm bjrok')).rejects.toMatchObject({
      message: 'No track matches "dawm bjrok". Did you mean "Björk - Dawn"?',
      suggestions: ['Björk - Dawn'],
    });
    await expect(library.recommend('bjork zzzzzz')).rejects.toMatchObject({
      message: 'No track matches "bjork zzzzzz". Did you mean "Björk - Dusk" or "Björk - Dawn"?',
    });
    await expect(library.recommend('???')).rejects.toMatchObject({ suggestions: [] });
  });

  it('is suggested by most of its words, the closest first', async () => {
    await using library = await libraryOf({
      ...tracks,
      '/1.mp3': { artist: 'Daft Punk', title: 'Around the World' },
      '/2.mp3': { artist: 'Tiësto', title: 'Adagio for Strings' },
      '/3 - Daft Punk - Da Funk.mp3': {},
    });
    const suggested = (seed: string) => library.recommend(seed).catch(({ suggestions }: NotFoundError) => suggestions);
    expect(await suggested('daft pnuk da funk')).toEqual(['3 - Daft Punk - Da Funk', 'Daft Punk - Around the World']);
    expect(await suggested('daft punk - da funk (original mix)')).toMatchObject({ 0: '3 - Daft Punk - Da Funk' });
    expect(await suggested('tiesto adagio of strings')).toEqual(['Tiësto - Adagio for Strings']);
    expect(await suggested('ti esta')).toEqual(['Tiësto - Adagio for Strings']);
    expect(await suggested('qqqq')).toEqual([]);
  });

  it('is refused if it is blank, or a file that was not scanned', async () => {
    await using library = await libraryOf(tracks);
    await expect(library.recommend('  ')).rejects.toThrow(OptionError);
    const file = join(await temporaryFolder('music'), 'dusk.mp3');
    await writeFile(file, '');
    await expect(library.recommend(file)).rejects.toMatchObject({
      message: `${file} is not in the library.`,
      remedies: [{ action: 'rescan', paths: [file] }],
    });
  });
});

describe('a seed that has no vector', () => {
  const SCAN = { action: 'rescan', paths: ['/music/dusk.mp3'] };
  const failing = async (record: Record<string, unknown>) => {
    await using library = await libraryOf({
      '/music/dusk.mp3': { ...DUSK, ...record },
      '/music/dawn.mp3': { title: 'Dawn' },
    });
    return await library.recommend('/music/dusk.mp3').catch((error: NotFoundError) => error);
  };

  it.each([
    ['was not embedded', { embedding: null }, /no vector in the index\.$/, [SCAN]],
    [
      'is not in the index',
      { embedding: embeddingFileName('/music/dusk.mp3') },
      /no vector in the index\.$/,
      [{ action: 'rebuild-index', incremental: true }, SCAN],
    ],
    [
      'failed',
      { embedding: null, error: { kind: 'corrupt' as const, message: 'It can not be decoded.' } },
      /no vector in the index\. It can not be decoded\.$/,
      [{ action: 'copy-again' }, { action: 'convert-file', format: 'FLAC' }],
    ],
    [
      'failed, once',
      { embedding: null, error: { kind: 'not-audio' as const, message: '/music/dusk.mp3 is text.' } },
      /^\/music\/dusk\.mp3 is text\.$/,
      [{ action: 'copy-again' }, { action: 'move-away', path: '/music/dusk.mp3' }],
    ],
    [
      'is gone',
      { missing: { since: '2026-01-01T00:00:00.000Z' } },
      /^The last scan did not find \/music\/dusk\.mp3\.$/,
      [{ action: 'connect-drive', path: '/music/dusk.mp3' }, { action: 'repair' }],
    ],
    [
      'was staged',
      { staged: { to: '/stage/dusk.mp3', keeper: '/music/kept.mp3' } },
      /is a staged duplicate\. Use the kept copy: \/music\/kept\.mp3\.$/,
      [],
    ],
  ])('is refused because it %s', async (_, record, message, remedies) => {
    const error = await failing(record);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), remedies });
  });

  it('is replaced by the next match, with a warning unless it is a staged copy', async () => {
    await using library = await libraryOf({
      '/a/dusk.mp3': { ...DUSK, staged: { to: '/stage/dusk.mp3', keeper: '/c/dusk.mp3' } },
      '/b/dusk.mp3': { ...DUSK, embedding: null },
      '/c/dusk.mp3': DUSK,
    });
    expect(await library.recommend('dusk')).toMatchObject({
      seed: { path: '/c/dusk.mp3' },
      otherMatches: ['/b/dusk.mp3'],
    });
    expect(warnings.at(-1)?.message).toBe('/b/dusk.mp3 has no vector in the index. Using /c/dusk.mp3 instead.');
  });
});

it('counts the tracks that each filter removed, and finds the options that give more', async () => {
  await using library = await libraryOf({
    '/seed.mp3': DUSK,
    '/mixes.mp3': { ...DUSK, title: 'Dawn', bpm: 121 },
    '/remix.mp3': { ...DUSK, title: 'Dusk (Night Remix)' },
    '/key.mp3': { ...DUSK, title: 'Noon', key: '2A' },
    '/tempo.mp3': { ...DUSK, title: 'Night', bpm: 150 },
    '/gone.mp3': { ...DUSK, missing: { since: '2026-01-01T00:00:00.000Z' } },
    '/new.mp3': { ...DUSK, embedding: null },
    '/text.mp3': { embedding: null, error: { kind: 'not-audio', message: 'It looks like text.' } },
    '/staged.mp3': { ...DUSK, staged: { to: '/stage/x.mp3', keeper: '/seed.mp3' } },
  });
  const { recommendations, ...result } = await library.recommend('/seed.mp3');
  expect(recommendations.map(({ path }) => path)).toEqual(['/mixes.mp3']);
  expect(result).toMatchObject({
    tracks: 8,
    left: 1,
    filtered: { missing: 1, staged: 1, failed: 1, noVector: 1, tempo: 1, key: 1, version: 1 },
    inactive: [],
    widenings: [
      { options: { tempoPct: 25 }, more: 1 },
      { options: { camelotNeighbors: false }, more: 1 },
      { options: { otherVersions: true }, more: 1 },
    ],
  });
});

describe('the library of a long-lived process', () => {
  const tracks = {
    '/seed.mp3': DUSK,
    '/a.mp3': { ...DUSK, title: 'Dawn' },
    '/b.mp3': { ...DUSK, title: 'Noon', bpm: 150 },
  };
  const pathsFor = async (library: Awaited<ReturnType<typeof libraryOf>>, options = {}) =>
    (await library.recommend('/seed.mp3', options)).recommendations.map(({ path }) => path).sort();

  it('shows what another process wrote, in its journal and in meta.json', async () => {
    await using library = await libraryOf(tracks);
    expect(await pathsFor(library)).toEqual(['/a.mp3']);
    await using other = await openMetaStore(join(library.dataDir, 'meta.json'));
    other.update('/b.mp3', { bpm: 121 });
    await other.flush();
    expect(await pathsFor(library)).toEqual(['/a.mp3', '/b.mp3']);
    other.update('/a.mp3', { key: '2A' });
    await other.compact();
    expect(await pathsFor(library)).toEqual(['/b.mp3']);
    other.delete('/b.mp3');
    await other.close();
    expect(await pathsFor(library)).toEqual([]);
    expect(await library.recommend('/seed.mp3')).toMatchObject({ tracks: 1, filtered: { key: 1 } });
  });

  it('shows what it wrote itself, also to questions asked at once', async () => {
    await using library = await libraryOf(tracks);
    expect(await pathsFor(library)).toEqual(['/a.mp3']);
    await library.edit('/b.mp3', { bpm: 120 });
    const answers = await Promise.all([1, 2, 3].map(() => pathsFor(library)));
    expect(answers).toEqual([1, 2, 3].map(() => ['/a.mp3', '/b.mp3']));
    const [answer] = await Promise.all([pathsFor(library), library.edit('/b.mp3', { bpm: 150 })]);
    expect(['/a.mp3', '/a.mp3,/b.mp3']).toContain(answer.join());
    expect(await pathsFor(library)).toEqual(['/a.mp3']);
  });

  it('ignores tracks of the index that it forgot, and counts those that the index lacks', async () => {
    await using library = await libraryOf(tracks);
    await library.recommend('/seed.mp3');
    await using other = await openMetaStore(join(library.dataDir, 'meta.json'));
    other.delete('/a.mp3');
    other.update('/new.mp3', { title: 'New', bpm: 120 });
    await other.close();
    expect(await library.recommend('/seed.mp3')).toMatchObject({
      recommendations: [],
      filtered: { noVector: 1, tempo: 1 },
    });
  });
});

describe('the options with paths', () => {
  const tracks = {
    '/m/a/seed.mp3': { ...DUSK, title: 'Seed' },
    '/m/a/one.mp3': { ...DUSK, artist: 'Ana', title: 'One' },
    '/m/a/two.mp3': { ...DUSK, artist: 'Ana', title: 'Two' },
    '/m/b/three.mp3': { ...DUSK, artist: 'Bo', title: 'Three' },
  };

  it('accept other spellings, and words for the tracks to exclude', async () => {
    await using library = await libraryOf(tracks);
    const found = async (options: object) =>
      (await library.recommend('seed', options)).recommendations.map(({ path }) => path).sort();
    expect(await found({ only: ['/m/a/../b/three.mp3', '/m/A/ONE.mp3', '/foreign.mp3'] })).toEqual([
      '/m/a/one.mp3',
      '/m/b/three.mp3',
    ]);
    expect(await found({ exclude: ['ana'] })).toEqual(['/m/b/three.mp3']);
    expect(await found({ exclude: ['/m/a/one.mp3', 'bo three'] })).toEqual(['/m/a/two.mp3']);
    expect(await found({ folders: ['/m/a/'] })).toEqual(['/m/a/one.mp3', '/m/a/two.mp3']);
    expect(await found({ only: [] })).toEqual([]);
    await expect(found({ exclude: ['anna'] })).rejects.toMatchObject({
      suggestions: expect.arrayContaining(['Ana - One']),
    });
    await expect(found({ folders: [''] })).rejects.toThrow(OptionError);
  });

  it('take several seeds', async () => {
    await using library = await libraryOf(tracks);
    const { seed, seeds, recommendations } = await library.recommend(['three', 'one']);
    expect(seed.path).toBe('/m/b/three.mp3');
    expect(seeds.map(({ path }) => path)).toEqual(['/m/b/three.mp3', '/m/a/one.mp3']);
    expect(recommendations.map(({ path }) => path).sort()).toEqual(['/m/a/seed.mp3', '/m/a/two.mp3']);
    await library.recommend(['three', 'ana']);
    expect(warnings.at(-1)?.message).toBe('"ana" matches 2 tracks. Using /m/a/one.mp3.');
    await expect(library.recommend([])).rejects.toThrow(OptionError);
    await expect(library.recommend(['one', ' '])).rejects.toThrow(OptionError);
    await expect(library.recommend(5 as unknown as string)).rejects.toThrow(OptionError);
  });
});

it('answers for a library with names and values of odd types', async () => {
  await using library = await libraryOf({
    '/seed.mp3': { ...DUSK, title: 5 },
    '/a.mp3': { ...DUSK, title: ['x'], artist: null, rating: '5', mytags: 'peak', added: 7, genre: {} },
    '/b.mp3': { ...DUSK, title: 'B', bpm: '120', key: 8, bpm_candidates: 'x', key_candidates: [5], missing: 0 },
  });
  const { recommendations } = await library.recommend('seed', { minRating: 0, newArtist: false });
  expect(recommendations.map(({ path }) => path).sort()).toEqual(['/a.mp3', '/b.mp3']);
});

it('refuses a seed in an empty library', async () => {
  await using library = await libraryOf({});
  await expect(library.recommend('x')).rejects.toMatchObject({
    message: `The library in ${library.dataDir} is empty.`,
    remedies: [{ action: 'rescan' }],
  });
});

describe('crates and exclusions', () => {
  const tracks = {
    '/seed.mp3': { ...DUSK, title: 'Seed' },
    '/dusk.mp3': { ...DUSK, mytags: ['late'] },
    '/dawn.mp3': { ...DUSK, artist: 'Kiln', title: 'Dawn', bpm: 121 },
    '/noon.mp3': { ...DUSK, title: 'Noon', mytags: ['late'] },
  };
  const found = async (options: RecommendTracksOptions) => {
    await using library = await libraryOf(tracks);
    return (await library.recommend('/seed.mp3', options)).recommendations.map(({ path }) => path).sort();
  };

  it('keep only the tracks of playlists and tags', async () => {
    const playlist = join(await temporaryFolder('crate'), 'tonight.m3u8');
    await writeFile(playlist, '\uFEFF#EXTM3U\r\n/dawn.mp3\r\n/elsewhere/gone.mp3\r\n');
    expect(await found({ crates: [playlist] })).toEqual(['/dawn.mp3']);
    expect(warnings.map(({ message }) => message)).toContain(
      `The library does not have 1 of the 2 tracks of "${playlist}", such as /elsewhere/gone.mp3.`,
    );
    expect(await found({ crates: ['late'] })).toEqual(['/dusk.mp3', '/noon.mp3']);
    expect(await found({ crates: ['tag:late', playlist], exclude: ['bjork noon'] })).toEqual([
      '/dawn.mp3',
      '/dusk.mp3',
    ]);
  });

  it('leave out tracks, artists and tags', async () => {
    expect(await found({ exclude: ['bjork dusk'] })).toEqual(['/dawn.mp3', '/noon.mp3']);
    expect(await found({ exclude: ['artist:kiln', 'late'] })).toEqual([]);
    expect(await found({ exclude: [] })).toHaveLength(3);
  });

  it('must name something', async () => {
    await expect(found({ crates: ['zzzz'] })).rejects.toThrow(NotFoundError);
    await expect(found({ exclude: ['zzzz'] })).rejects.toThrow(NotFoundError);
    await expect(found({ crates: ['tag:zzzz'] })).rejects.toThrow('No track has the tag "zzzz".');
    await expect(found({ crates: [' '] })).rejects.toThrow(OptionError);
  });
});

it('finds unwanted tracks by words, keeps them out, and says why each track fits', async () => {
  await using library = await libraryOf({
    '/seed.mp3': { ...DUSK, title: 'Seed' },
    '/dusk.mp3': DUSK,
    '/dawn.mp3': { ...DUSK, title: 'Dawn', bpm: 121 },
  });
  const { recommendations } = await library.recommend('/seed.mp3', { unlike: ['bjork dusk'] });
  expect(recommendations).toMatchObject([
    { path: '/dawn.mp3', transition: { reasons: [{ part: 'tempo', text: '−0.8 % tempo' }, { part: 'key' }, {}] } },
  ]);
  await expect(library.recommend('/seed.mp3', { unlike: ['zzzz'] })).rejects.toThrow(NotFoundError);
  await expect(library.recommend('/seed.mp3', { unlike: ['/dusk.mp3', 'seed'] })).rejects.toThrow(
    'unlike must not name a seed: /seed.mp3.',
  );
});

it('warns about tags and genres that no track has, with the closest ones', async () => {
  await using library = await libraryOf({
    '/seed.mp3': { ...DUSK, title: 'Seed', genre: 'Électro' },
    '/dawn.mp3': { ...DUSK, title: 'Dawn', genre: 'Drum & Bass', mytags: ['Dark'], tags: ['vocal', 'Vocal'] },
  });
  const asked = { tags: ['dark', 'darrk'], notTags: ['vocl', 'zzzz'], genres: ['ELECTRO', 'drum bas'] };
  await library.recommend('/seed.mp3');
  warnings.length = 0;
  expect(await library.recommend('/seed.mp3', asked)).toMatchObject({ recommendations: [], filtered: { tags: 1 } });
  expect(warnings.map(({ message }) => message)).toEqual([
    'No track has the tag "darrk". Did you mean "Dark"?',
    'No track has the tag "vocl". Did you mean "Vocal"?',
    'No track has the tag "zzzz".',
    'No track has the genre "drum bas". Did you mean "Drum & Bass"?',
  ]);
  warnings.length = 0;
  await library.expandCrate('/seed.mp3', { genres: ['elektro'] });
  await library.planSet({ seeds: ['/seed.mp3'], length: 2, filters: { tags: ['darkk'] } });
  expect(warnings.map(({ message }) => message)).toEqual([
    'No track has the genre "elektro". Did you mean "Électro"?',
    'No track has the tag "darkk". Did you mean "Dark"?',
  ]);
});

it.each([
  [{ signal: 5 }, 'signal must be an AbortSignal'],
  [{ onProgress: 'x' }, 'onProgress must be a function'],
])('refuses %o', async (options, message) => {
  await using library = await libraryOf({ '/seed.mp3': DUSK });
  await expect(library.recommend('/seed.mp3', options as object)).rejects.toThrow(message);
});

// cspell:ignore bjrok dawm pnuk

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, NotFoundError, OptionError, sealNpy } from '@rbassist/core';
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
    return library.recommend('/music/dusk.mp3').catch((error: NotFoundError) => error);
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
    await expect(found({ crates: [' '] })).rejects.toThrow(OptionError);
  });
});

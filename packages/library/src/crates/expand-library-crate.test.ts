// cspell:ignore darkk frday
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Library, LibraryWarning } from '../index.ts';
import { testLibrary } from './test-library.ts';

const TRACKS = {
  '/m/a.mp3': { artist: 'Ann', title: 'One', bpm: 120, key: '8A', mytags: ['Dark'], angle: 0 },
  '/m/b.mp3': { artist: 'Bob', title: 'Two', bpm: 121, key: '8A', mytags: ['dark'], angle: 0.1 },
  '/m/c.mp3': { artist: 'Cat', title: 'Three', bpm: 122, key: '8A', angle: 0.2 },
  '/m/d.mp3': { artist: 'Dan', title: 'Four', bpm: 122, key: '9A', angle: 0.3 },
  '/m/e.mp3': { artist: 'Eve', title: 'Five', bpm: 122, key: '2B', angle: 0.4 },
  '/m/f.mp3': { artist: 'Ann', title: 'Six', bpm: 122, key: '8A', angle: 0.5 },
  '/m/new.mp3': { artist: 'Fay', title: 'Seven', bpm: 122, key: '8A' },
};

async function openCrates(onWarning?: (warning: LibraryWarning) => void) {
  const library = await testLibrary(TRACKS, onWarning);
  await library.buildIndex();
  return library;
}

async function playlistOf(...paths: string[]): Promise<string> {
  const file = join(await temporaryFolder('crates'), 'Friday.m3u8');
  await writeFile(file, `#EXTM3U\n${paths.join('\n')}\n`);
  return file;
}

describe('Library.expandCrate', () => {
  it('grows a playlist to a number of tracks', async () => {
    await using library = await openCrates();
    const file = await playlistOf('/m/b.mp3', '/m/a.mp3', '/m/b.mp3', '/elsewhere/x.mp3');
    const crate = await library.expandCrate(file, { to: 4 });
    expect(crate).toMatchObject({
      sources: [{ kind: 'playlist', name: 'Friday', notFound: [{ name: '/elsewhere/x.mp3', reason: 'not-found' }] }],
      wanted: 2,
      added: [{ rank: 1, path: '/m/c.mp3', track: { title: 'Three' } }, { rank: 2 }],
      interrupted: false,
    });
    expect(crate.paths.slice(0, 3)).toEqual(['/m/b.mp3', '/m/a.mp3', '/m/c.mp3']);
    expect(crate.paths).toHaveLength(4);
  });

  it('grows a saved set, a tag, or several tracks', async () => {
    await using library = await openCrates();
    await library.saveSet('Warm up', { tracks: [{ path: '/m/a.mp3' }] });
    const membersOf = async (crate: string | string[]) =>
      (await library.expandCrate(crate, { add: 1 })).members.map(({ path }) => path);
    expect(await membersOf('warm UP')).toEqual(['/m/a.mp3']);
    expect(await membersOf('DARK')).toEqual(['/m/a.mp3', '/m/b.mp3']);
    expect(await membersOf('tag: dark')).toEqual(['/m/a.mp3', '/m/b.mp3']);
    expect(await membersOf(['three', 'bob two'])).toEqual(['/m/c.mp3', '/m/b.mp3']);
  });

  it('takes your own tags, and no suggestions', async () => {
    const suggested = { tag_suggestions: { candidates: [{ tag: 'Late', score: 1, threshold: 0 }] } };
    await using library = await testLibrary({
      '/m/a.mp3': { title: 'One', mytags: ['Late'], angle: 0 },
      '/m/b.mp3': { title: 'Two', tags: ['late'], angle: 0.1 },
      '/m/c.mp3': { title: 'Three', ...suggested, angle: 0.2 },
    });
    await library.buildIndex();
    const { members } = await library.expandCrate('tag:late', { add: 1 });
    expect(members.map(({ path }) => path)).toEqual(['/m/a.mp3', '/m/b.mp3']);
  });

  it('asks which is meant if a set and a tag have one name', async () => {
    await using library = await openCrates();
    await library.saveSet('dark', { tracks: [{ path: '/m/c.mp3' }] });
    await expect(library.expandCrate('Dark')).rejects.toThrow(
      '"Dark" means several things. Write "set:Dark" or "tag:Dark".',
    );
    expect(await library.expandCrate('set:Dark', { add: 1 })).toMatchObject({ members: [{ path: '/m/c.mp3' }] });
  });

  it('adds included tracks for sure, and leaves out excluded tracks, tags and artists', async () => {
    await using library = await openCrates();
    const crate = await library
      .expandCrate('three', { add: 3, include: ['five'], exclude: ['dark', 'Ann', '/m/x/'] })
      .catch((error: Error) => error.message);
    expect(crate).toMatch(/^No set, tag, track or artist matches "\/m\/x\/"\./);
    const { included, excluded, paths, filtered } = await library.expandCrate('three', {
      add: 3,
      include: ['five'],
      exclude: ['dark', 'artist:ann'],
    });
    expect(included.map(({ path }) => path)).toEqual(['/m/e.mp3']);
    expect(excluded.map(({ kind, name }) => [kind, name])).toEqual([
      ['tag', 'Dark'],
      ['artist', 'Ann'],
    ]);
    expect(paths).toEqual(['/m/c.mp3', '/m/e.mp3', '/m/d.mp3']);
    expect(filtered.excluded).toBe(3);
  });

  it('counts members without a vector for tempo, key and tags only', async () => {
    await using library = await openCrates();
    const crate = await library.expandCrate(['/m/a.mp3', '/m/new.mp3'], { add: 1 });
    expect(crate).toMatchObject({ withoutVector: ['/m/new.mp3'], added: [{ path: '/m/b.mp3' }] });
    await expect(library.expandCrate('/m/new.mp3')).rejects.toMatchObject({
      message: '/m/new.mp3 has no vector in the index.',
      remedies: [
        { action: 'rescan', paths: ['/m/new.mp3'] },
        { action: 'rebuild-index', incremental: true },
      ],
    });
  });

  it('says which filter took how many tracks if too few are left', async () => {
    await using library = await openCrates();
    const crate = await library.expandCrate('/m/a.mp3', { add: 9, keyMode: 'filter', minRating: 3 });
    expect(crate).toMatchObject({ added: [], left: 0, filtered: { rating: 4, key: 1, noVector: 1 } });
    expect(crate.widenings[0]).toMatchObject({ options: { minRating: 0 }, more: 4 });
  });

  describe('with a mistake', () => {
    let library: Library;
    beforeAll(async () => {
      library = await openCrates();
    });
    afterAll(() => library.close());

    it.each([
      ['darkk', {}, 'No set, tag or track matches "darkk". Did you mean "Dark"?'],
      ['tag:darkk', {}, 'No track has the tag "darkk". Did you mean "Dark"?'],
      ['set:frday', {}, 'frday'],
      ['/nowhere/list.m3u8', {}, 'There is no playlist /nowhere/list.m3u8.'],
      ['', {}, 'crate must be a string that is not empty'],
      ['  ', {}, 'The crate is blank.'],
      [[], {}, 'Name a crate'],
      ['dark', { to: 1 }, 'to must be 2 or more, not 1: the crate has 2 tracks already.'],
      ['dark', { to: 3, add: 3 }, 'Give either to or add, not both.'],
      ['dark', { to: 1.5 }, 'to must be a positive whole number, not 1.5.'],
      ['dark', { add: 1, include: ['three', 'four'] }, 'add must be 2 or more, because include adds 2 tracks.'],
      ['dark', { weights: { tagMatch: Number.NaN } }, 'weights.tagMatch must be 0 or more, not NaN.'],
      ['dark', { tracks: 3 }, 'Unknown option "tracks".'],
    ])('refuses %j with %j', async (crate, options, message) => {
      await expect(library.expandCrate(crate, options as object)).rejects.toThrow(message);
    });
  });

  it('refuses a playlist of which the library has no track, and an empty one', async () => {
    await using library = await openCrates();
    const file = await playlistOf('/x/1.mp3', '/x/2.mp3');
    await expect(library.expandCrate(file)).rejects.toMatchObject({
      message: `The library does not have any of the 2 tracks of "${file}", such as /x/1.mp3.`,
      remedies: [{ action: 'rescan' }],
    });
    await expect(library.expandCrate(await playlistOf())).rejects.toThrow('lists no tracks');
    await library.saveSet('Empty', { tracks: [] });
    await expect(library.expandCrate('Empty')).rejects.toThrow('"Empty" has no tracks.');
  });

  it('adds nothing to a crate that has as many tracks already, or after an abort', async () => {
    await using library = await openCrates();
    expect(await library.expandCrate('dark', { to: 2 })).toMatchObject({ wanted: 0, added: [], interrupted: false });
    const aborted = await library.expandCrate('dark', { signal: AbortSignal.abort() });
    expect(aborted).toMatchObject({ added: [], interrupted: true });
  });
});

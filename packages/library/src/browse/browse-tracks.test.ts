import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError, type TrackRecord } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { BrowseOptions } from './browse-tracks.ts';
import { SORT_COLUMNS } from './sort-keys.ts';

const VECTOR = { embedding: '/data/embeddings/x-00000000.npy', embedding_space: 'spectral-v1/160' as const };
const TRACKS: Record<string, TrackRecord> = {
  '/m/House/ac.mp3': {
    artist: 'AC/DC',
    title: 'Thunder',
    bpm: 134,
    key: '8A',
    rating: 5,
    genre: 'Rock',
    added: '2026-01-10T12:00:00.000Z',
    mytags: ['peak'],
    ...VECTOR,
  },
  '/m/House/be.mp3': { artist: 'Béla', title: 'Ålesund', bpm: 67, bpm_confidence: 0.3, key: '12B', genre: 'rock' },
  '/m/Techno/ce.mp3': { artist: 'Ce', title: 'Zulu', bpm: 128, key: '9A', rating: 2, comments: 'warm opener' },
  '/m/Techno/Deep/de.mp3': { artist: 'De', album: 'Glass', bpm: 140, missing: { since: '2026-02-01T00:00:00.000Z' } },
  '/m/Techno/Deep/ee.mp3': { error: { kind: 'corrupt', message: 'ee.mp3 is broken.' } },
  '/m/gone.mp3': { title: 'Copy', staged: { to: '/stage/gone.mp3', keeper: '/m/House/ac.mp3' } },
};

async function folderOf(tracks: Record<string, TrackRecord> = TRACKS): Promise<string> {
  const dataDir = await temporaryFolder('data');
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  return dataDir;
}

async function libraryOf(tracks?: Record<string, TrackRecord>): Promise<Library> {
  return openLibrary({ dataDir: await folderOf(tracks) });
}

const stems = async (library: Library, options: BrowseOptions) =>
  (await library.browse(options)).tracks.map(({ path }) => path.slice(path.lastIndexOf('/') + 1, -4));

describe('Library.browse', () => {
  it.each<[string, BrowseOptions, string[]]>([
    ['all but staged tracks', {}, ['ac', 'be', 'ce', 'de', 'ee']],
    ['a name without its punctuation', { text: 'acdc' }, ['ac']],
    ['a name without accents', { text: 'alesund bela' }, ['be']],
    ['words of the comments and the album', { text: 'open' }, ['ce']],
    ['a tempo', { bpm: { from: 130, to: 142 } }, ['ac', 'de']],
    ['a tempo, its half and its double', { bpmOrMultiple: { from: 130, to: 136 } }, ['ac', 'be']],
    ['keys in any notation', { keys: ['Am', '12B'] }, ['ac', 'be']],
    ['genres in any case', { genres: ['ROCK'] }, ['ac', 'be']],
    ['tags', { tags: ['Peak'] }, ['ac']],
    ['stars, and unrated as 0', { rating: { to: 2 } }, ['be', 'ce', 'de', 'ee']],
    ['folders with those in them', { folders: ['/m/Techno'] }, ['ce', 'de', 'ee']],
    ['a day', { added: { from: '2026-01-09', to: '2026-01-11' } }, ['ac']],
    ['any of several states', { states: ['failed', 'missing'] }, ['de', 'ee']],
    ['staged tracks', { states: ['staged'] }, ['gone']],
    ['uncertain tempos', { states: ['uncertain-bpm'] }, ['be']],
    ['tracks without a vector', { states: ['no-vector'] }, ['be', 'ce', 'ee']],
    ['given tracks', { only: ['/m/House/ac.mp3', '/m/none.mp3'] }, ['ac']],
    ['several filters', { genres: ['rock'], keys: ['8A'] }, ['ac']],
  ])('finds %s', async (_, options, expected) => {
    await using library = await libraryOf();
    expect(await stems(library, options)).toEqual(expected);
  });

  it.each<[string, BrowseOptions['sort'], string[]]>([
    ['from low to high', [{ column: 'bpm' }], ['be', 'ce', 'ac', 'de', 'ee']],
    ['from high to low, and unknown last', [{ column: 'bpm', descending: true }], ['de', 'ac', 'ce', 'be', 'ee']],
    ['around the wheel', [{ column: 'key' }], ['ac', 'ce', 'be', 'de', 'ee']],
    ['by titles, or names of files', [{ column: 'title' }], ['be', 'de', 'ee', 'ac', 'ce']],
    ['by several columns', [{ column: 'genre' }, { column: 'bpm' }], ['be', 'ac', 'ce', 'de', 'ee']],
  ])('sorts %s', async (_, sort, expected) => {
    await using library = await libraryOf();
    expect(await stems(library, { sort })).toEqual(expected);
  });

  it('gives every track once, whatever the column and the length of a page', async () => {
    await using library = await libraryOf();
    for (const column of SORT_COLUMNS) {
      const seen: string[] = [];
      let after: BrowseOptions['after'];
      do {
        const page = await library.browse({ sort: [{ column, descending: true }], limit: 2, after });
        seen.push(...page.tracks.map(({ path }) => path));
        after = page.end;
      } while (after);
      expect([column, seen.length, new Set(seen).size]).toEqual([column, 5, 5]);
    }
  });

  it('goes on at its place while the library changes', async () => {
    const dataDir = await folderOf();
    await using library = await openLibrary({ dataDir });
    const sort = [{ column: 'bpm' as const }];
    const first = await library.browse({ sort, limit: 2 });
    expect(first.tracks.map(({ bpm }) => bpm)).toEqual([67, 128]);
    await using other = await openMetaStore(join(dataDir, 'meta.json'));
    other.delete('/m/Techno/ce.mp3');
    other.update('/m/new.mp3', { bpm: 60 });
    other.update('/m/newer.mp3', { bpm: 135 });
    await other.compact();
    const second = await library.browse({ sort, limit: 9, after: first.end });
    expect(second.tracks.map(({ bpm }) => bpm)).toEqual([134, 135, 140, undefined]);
    expect(second.total).toBe(6);
  });

  it('shows an edit at once, and keeps the objects of other tracks', async () => {
    await using library = await libraryOf();
    const before = await library.browse({ sort: [{ column: 'rating' }] });
    await library.edit('/m/House/be.mp3', { rating: 1 });
    const after = await library.browse({ sort: [{ column: 'rating' }] });
    expect(after.tracks[0]).toMatchObject({ path: '/m/House/be.mp3', rating: 1 });
    expect(after.tracks[1]).toBe(before.tracks[0]);
  });

  it('answers after each change like a library that was opened after it', async () => {
    const dataDir = await folderOf();
    await using library = await openLibrary({ dataDir });
    const changes: [path: string, TrackRecord][] = [
      ['/m/House/be.mp3', { bpm: 131 }],
      ['/m/House/ac.mp3', { genre: 'House', mytags: ['warm'] }],
      ['/m/Techno/ce.mp3', { title: 'Ästhetik' }],
      ['/m/Techno/Deep/ee.mp3', { artist: 'AC/DC', key: '1A', rating: 4 }],
      ['/m/Techno/ce.mp3', { comments: 'acdc' }],
      ['/m/Techno/Deep/new.mp3', { artist: 'Ce', bpm: 100 }],
    ];
    const answers = async (asked: Library) => {
      const all: unknown[] = [await asked.browseFacets({}), await asked.browse({ text: 'acdc' }), await asked.stats()];
      for (const column of [undefined, ...SORT_COLUMNS]) all.push(await asked.browse({ sort: column && [{ column }] }));
      return all;
    };
    await answers(library);
    for (const [path, change] of changes) {
      await using other = await openMetaStore(join(dataDir, 'meta.json'));
      other.update(path, change);
      await other.close();
      await using fresh = await openLibrary({ dataDir });
      expect(await answers(library)).toEqual(await answers(fresh));
    }
  });

  it('shortens the megabytes of a tag', async () => {
    await using library = await libraryOf({ '/m/a.mp3': { title: 'x'.repeat(5_000_000) } });
    const { tracks } = await library.browse({ text: 'xxx' });
    expect(tracks[0].name.length).toBeLessThan(1000);
  });

  it.each<[string, object]>([
    ['an unknown filter', { tempo: 1 }],
    ['a column that does not exist', { sort: [{ column: 'beauty' }] }],
    ['a range backwards', { bpm: { from: 3, to: 2 } }],
    ['a key that is none', { keys: ['H'] }],
    ['a state that is none', { states: ['good'] }],
    ['a place that is none', { after: { keys: 1 } }],
  ])('refuses %s', async (_, options) => {
    await using library = await libraryOf();
    await expect(library.browse(options)).rejects.toThrow(OptionError);
  });
});

describe('Library.browseFacets', () => {
  it('counts by value, each without its own filter', async () => {
    await using library = await libraryOf();
    const facets = await library.browseFacets({ keys: ['8A'], genres: ['rock'] });
    expect(facets).toMatchObject({
      total: 1,
      keys: { '8A': 1, '12B': 1 },
      genres: { Rock: 1 },
      ratings: { 5: 1 },
      tags: { peak: 1 },
      without: { keys: 2, genres: 1 },
      bpms: [{ from: 134, to: 136, count: 1 }],
    });
  });

  it('counts folders with all that is in them, from the first that says something', async () => {
    await using library = await libraryOf();
    const { folders } = await library.browseFacets({});
    expect(folders).toEqual([
      { path: '/m', count: 5 },
      { path: '/m/Techno', parent: '/m', count: 3 },
      { path: '/m/House', parent: '/m', count: 2 },
      { path: '/m/Techno/Deep', parent: '/m/Techno', count: 2 },
    ]);
  });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { openLibrary } from '../index.ts';

const CSV = `Band,Track,tags,genre,subgenre
artist a,NIGHT,"deep; Dub, deep",House,Deep
Artist A,Day,,Techno,
,,x,y,z
Artist A,Night (Original Mix),q,,
No One,Nothing,q,,
`;

async function setUp(csv = CSV, config = 'columns:\n  artist: Band\n  title: Track\n') {
  const folder = await temporaryFolder('bandcamp');
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  const tracks = {
    '/m/night.mp3': { artist: 'Artist A', title: 'Night' },
    '/m/day.mp3': { artist: 'Artist A', title: 'Day', genre: 'Trance', tags: ['mine'] },
    '/m/blank.mp3': {},
  };
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  await writeFile(join(folder, 'b.csv'), csv);
  await writeFile(join(folder, 'b.yml'), config);
  const library = await openLibrary({ dataDir, engine: 'exact' });
  const run = (options = {}) => library.importBandcamp(join(folder, 'b.csv'), join(folder, 'b.yml'), options);
  return { library, run, meta: () => readFile(join(dataDir, 'meta.json'), 'utf8') };
}

describe('importBandcamp', () => {
  test('fills what tracks of the exact artist and title lack', async () => {
    const { library, run } = await setUp();
    const report = await run();
    expect(report).toMatchObject({
      changed: [{ path: '/m/night.mp3', tags: ['Dub', 'deep'], genre: 'House', subgenre: 'Deep' }],
      kept: [{ path: '/m/day.mp3', field: 'genre', own: 'Trance', offered: 'Techno' }],
      matched: 2,
    });
    expect(report.notFound.map(({ entry, reason, candidates }) => [entry.line, reason, candidates])).toEqual([
      [5, 'near', ['/m/night.mp3']],
      [6, 'not-found', []],
    ]);
    expect(library.track('/m/night.mp3')).toMatchObject({ tags: ['Dub', 'deep'], genre: 'House', subgenre: 'Deep' });
    expect(library.track('/m/day.mp3')).toMatchObject({ genre: 'Trance', tags: ['mine'] });
    expect(library.track('/m/blank.mp3')).toEqual({});
  });

  test('changes nothing the second time, or in a dry run', async () => {
    const { run, meta } = await setUp();
    const before = await meta();
    expect((await run({ dryRun: true })).changed).toHaveLength(1);
    expect(await meta()).toBe(before);
    await run();
    expect((await run()).changed).toEqual([]);
  });

  test('replaces own values with force, and can be undone', async () => {
    const { library, run } = await setUp();
    await run({ force: true });
    expect(library.track('/m/day.mp3')).toMatchObject({ genre: 'Techno', tags: ['mine'] });
    expect(await library.undoTags()).toMatchObject({ command: 'bandcamp', restored: 2, conflicts: [] });
    expect(library.track('/m/day.mp3')).toEqual({ artist: 'Artist A', title: 'Day', genre: 'Trance', tags: ['mine'] });
    expect(library.track('/m/night.mp3')).toEqual({ artist: 'Artist A', title: 'Night' });
  });

  test('names columns by itself without a configuration', async () => {
    const { run } = await setUp('artist;title;tags\nArtist A;Night;x\n', '');
    expect((await run()).changed).toEqual([{ path: '/m/night.mp3', tags: ['x'] }]);
  });

  test.each([
    ['columns: [artist]\n', '"columns" must name columns'],
    ['columns: {artists: Band}\n', 'there is no column "artists"'],
    ['columns: {artist: [1]}\n', '"artist" must be the heading'],
    ['columns: {artist: Band, title: Track, genre: Style}\n', 'has no column "Style" for the genre'],
    ['columns: {artist: Band}\n', 'has no column "title" for the title'],
    ['columns: {\n', 'this is not YAML'],
  ])('refuses the configuration %j', async (config, message) => {
    const { run } = await setUp(CSV, config);
    await expect(run()).rejects.toThrow(OptionError);
    await expect(run()).rejects.toThrow(message);
  });
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CsvPlaylistOptions, type Library, openLibrary } from '../index.ts';

const TRACKS: Record<string, Record<string, unknown>> = {
  '/m/one.mp3': { artist: 'Björk', title: 'Jóga', duration: 305 },
  '/m/two.mp3': { artist: 'Artist A', title: 'Night (feat. Guest B)', duration: 200 },
  '/m/three.mp3': { artist: 'DJ C', title: 'Move', duration: 360 },
  '/m/three-remix.mp3': { artist: 'DJ C', title: 'Move (Someone Remix)', duration: 400 },
  '/m/four.flac': { artist: 'Duo', title: 'Twice', duration: 100 },
  '/m/four.mp3': { artist: 'Duo', title: 'Twice', duration: 100 },
  '/m/five.mp3': { artist: 'Long', title: 'Song', duration: 400 },
  '/m/gone.mp3': { artist: 'Lost', title: 'File', staged: { to: '/x', keeper: '/m/one.mp3' } },
};

let library: Library;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('csv');
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks: TRACKS }));
  library = await openLibrary({ dataDir: join(folder, 'data'), engine: 'exact' });
});

afterAll(() => library.close());

async function read(content: string | Uint8Array, options: CsvPlaylistOptions = {}) {
  const file = join(folder, 'list.csv');
  await writeFile(file, content);
  const { tracks, notFound, repeats } = await library.readCsvPlaylist(file, options);
  return { paths: tracks.map(({ path }) => path.slice(3)), notFound, repeats };
}

describe('readCsvPlaylist', () => {
  test('keeps the order of the rows, and lists a track once', async () => {
    const list = await read('artist,title\nDJ C,Move\nBjörk,Jóga\nDJ C,MOVE\n');
    expect(list).toEqual({ paths: ['three.mp3', 'one.mp3'], notFound: [], repeats: 1 });
  });

  test('does not take a blank row, or a part of a name, for a track', async () => {
    const { paths, notFound } = await read('artist,title\n,\nDJ,Mov\n"",Move\n');
    expect(paths).toEqual([]);
    expect(notFound).toMatchObject([
      { entry: { line: 3, artist: 'DJ', title: 'Mov' }, reason: 'not-found', candidates: [] },
      { entry: { line: 4 }, reason: 'incomplete' },
    ]);
  });

  test.each([
    [
      'Exportify',
      '"Track URI","Track Name","Album Name","Artist Name(s)","Duration (ms)"\nx,Jóga,Album,Björk,305000\n',
    ],
    ['Soundiiz, in German, with semicolons', 'Titel;Interpret;Album\nJóga;Björk;\n'],
    ['tabs', 'name\tartist\nJoga\tBjork\n'],
    ['Excel', 'sep=;\r\ntitle;artist\r\n"Jóga";"Björk"\r\n'],
    ['a byte order mark', '\ufeffArtist,Title\nBjörk,Jóga\n'],
    ['a title column of both', 'title,artist\nBjörk - Jóga,\n'],
  ])('reads %s', async (_, text) => {
    expect((await read(text)).paths).toEqual(['one.mp3']);
  });

  test('reads UTF-16 and Latin-1', async () => {
    const text = 'artist;title\nBjörk;Jóga\n';
    expect((await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).paths).toEqual(['one.mp3']);
    expect((await read(Buffer.from(text, 'latin1'))).paths).toEqual(['one.mp3']);
  });

  test('finds the same song in the same version, spelled in another way', async () => {
    const { paths } = await read(
      'artist,title\n"Artist A, Guest B",Night\nDJ C,Move - Original Mix\nDJ C,Move - Someone Remix\n',
    );
    expect(paths).toEqual(['two.mp3', 'three.mp3', 'three-remix.mp3']);
  });

  test('reports other versions, other lengths and several copies with the candidates', async () => {
    const { paths, notFound } = await read(
      'artist,title,duration\nDJ C,Move (Radio Edit),\nLong,Song,3:20\nDuo,Twice,\nLost,File,\n',
    );
    expect(paths).toEqual([]);
    expect(notFound.map(({ reason, candidates }) => [reason, candidates])).toEqual([
      ['other-version', ['/m/three-remix.mp3', '/m/three.mp3']],
      ['other-length', ['/m/five.mp3']],
      ['ambiguous', ['/m/four.flac', '/m/four.mp3']],
      ['not-found', []],
    ]);
  });

  test('takes columns by name or number', async () => {
    const text = 'Wer,Was,title\nBjörk,Jóga,x\n';
    expect((await read(text, { artistColumn: 'wer', titleColumn: '2' })).paths).toEqual(['one.mp3']);
    await expect(read(text)).rejects.toThrow('has no column for the artist. Its columns are "Wer", "Was", "title".');
    await expect(read(text, { artistColumn: 'Who' })).rejects.toThrow('has no column "Who"');
  });

  test.each([
    ['an empty file', '', 'is empty'],
    ['a header alone', 'artist,title\n', 'lists no tracks'],
    ['bytes', Buffer.from([0, 1, 0, 2, 0, 0, 0, 0]), 'it is not text'],
    ['an open quote', 'artist,title\n"Björk,Jóga\n', 'this is not CSV'],
  ])('refuses %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(OptionError);
    await expect(read(content)).rejects.toThrow(message);
  });

  test('says that there is no such file', async () => {
    await expect(library.readCsvPlaylist(join(folder, 'none.csv'))).rejects.toThrow('There is no CSV file');
  });
});

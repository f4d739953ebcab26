import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../library.ts';

let folder: string;

async function libraryOf(tracks: Record<string, object>): Promise<Library> {
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks }));
  return openLibrary({ dataDir: folder });
}

beforeEach(async () => {
  folder = await temporaryFolder('write-playlist');
});

describe('Library.writePlaylist', () => {
  it('writes names and whole seconds, in UTF-8 with LF', async () => {
    await using library = await libraryOf({
      '/music/a.mp3': { artist: 'Björk', title: 'Jóga\r\n#EXTINF', duration: 305.6 },
      '/music/b.mp3': { title: 'Only a title' },
    });
    const file = await library.writePlaylist(join(folder, 'new', 'set.m3u8'), [
      '/music/a.mp3',
      '/music/b.mp3',
      '/x/y.mp3',
    ]);
    expect(await readFile(file, 'utf8')).toBe(
      '#EXTM3U\n#EXTINF:306,Björk - Jóga #EXTINF\n/music/a.mp3\n#EXTINF:-1,Only a title\n/music/b.mp3\n#EXTINF:-1,y\n/x/y.mp3\n',
    );
  });

  it('writes JSON and plain paths by the ending of the name', async () => {
    await using library = await libraryOf({ '/music/a.mp3': { artist: 'A', title: 'B', duration: 1 } });
    const text = await library.writePlaylist(join(folder, 'set.txt'), ['/music/a.mp3']);
    expect(await readFile(text, 'utf8')).toBe('/music/a.mp3\n');
    const json = await library.writePlaylist(join(folder, 'set.JSON'), ['/music/a.mp3']);
    expect(JSON.parse(await readFile(json, 'utf8'))).toEqual({
      tracks: [{ path: '/music/a.mp3', artist: 'A', title: 'B', durationS: 1 }],
    });
  });

  it('never replaces a file unless told to', async () => {
    await using library = await libraryOf({ '/music/a.mp3': {} });
    const file = join(folder, 'mine.m3u8');
    await writeFile(file, 'mine');
    await expect(library.writePlaylist(file, ['/music/a.mp3'])).rejects.toMatchObject({
      message: `${file} exists already.`,
      remedies: [{ action: 'overwrite' }],
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
    await library.writePlaylist(file, ['/music/a.mp3'], { overwrite: true });
    expect(await readFile(file, 'utf8')).toContain('/music/a.mp3');
  });

  it.each([
    ['a file that is no playlist', 'song.mp3', {}, /not the name of a playlist file/],
    ['a folder below a file', 'meta.json/set.m3u8', {}, /file where a folder should be/],
    ['an unknown format', 'set.m3u8', { format: 'xspf' }, /format must be one of/],
  ])('refuses %s', async (_, name, options, message) => {
    await using library = await libraryOf({});
    const writing = library.writePlaylist(join(folder, name), [], options as object);
    await expect(writing).rejects.toThrow(OptionError);
    await expect(writing).rejects.toThrow(message);
  });

  it.skipIf(process.platform === 'win32')('refuses a link to nothing', async () => {
    await using library = await libraryOf({});
    await symlink(join(folder, 'nowhere'), join(folder, 'link.m3u8'));
    await expect(library.writePlaylist(join(folder, 'link.m3u8'), [], { overwrite: true })).rejects.toThrow(/link/);
  });
});

const PIECES = [
  'a',
  'Ü',
  'u\u0308',
  ' ',
  '#',
  '%20',
  '%',
  '~',
  '.',
  '..',
  ' - ',
  "'",
  '"',
  ',',
  ':',
  '\\',
  '\n',
  '\r',
  '\uFEFF',
  '日本',
  '🎧',
  'http:',
  'file:',
  'C:',
];

function anyName(random: Random): string {
  const name = Array.from({ length: 1 + below(random, 5) }, () => pick(random, PIECES)).join('');
  return name === '.' || name === '..' ? `${name}x` : name;
}

it.skipIf(process.platform === 'win32')('reads back what it wrote, whatever the names', async () => {
  const random = seededRandom(7);
  const names = Array.from({ length: 300 }, () => [anyName(random), anyName(random)]);
  const paths = [...new Set(names.map(([above, name]) => `${folder}/m/${above}/${name}.mp3`))];
  const tracks = Object.fromEntries(
    paths.map((path) => [path, { artist: anyName(random), title: anyName(random), duration: below(random, 900) }]),
  );
  await using library = await libraryOf(tracks);
  for (const relative of [false, true]) {
    const file = await library.writePlaylist(join(folder, `l${relative}.m3u8`), paths, { relative });
    const { tracks: found, notFound } = await library.readPlaylist(file);
    expect(notFound).toEqual([]);
    expect(found.map(({ path, by }) => [path, by])).toEqual(paths.map((path) => [path, 'path']));
    const lines = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
    for (const { entry, path } of found) {
      const { artist, title, duration } = tracks[path];
      expect(entry.durationS).toBe(duration === 0 ? undefined : duration);
      if (lines(artist) && lines(title)) expect(entry).toMatchObject({ name: `${lines(artist)} - ${lines(title)}` });
    }
  }
});

it('warns about tracks that no relative path leads to', async () => {
  const folder = await temporaryFolder('drives');
  const warnings: string[] = [];
  await using library = await openLibrary({
    dataDir: folder,
    onWarning: ({ message }) => warnings.push(message),
  });
  const foreign = process.platform === 'win32' ? '/music/a.mp3' : 'D:\\Music\\a.mp3';
  const paths = [join(folder, 'b.mp3'), foreign];
  const file = await library.writePlaylist(join(folder, 'l.txt'), paths, { relative: true });
  expect(await readFile(file, 'utf8')).toBe(`b.mp3\n${foreign}\n`);
  expect(warnings).toEqual([expect.stringContaining(`has the whole path of ${foreign}, because`)]);
  await library.writePlaylist(file, paths, { overwrite: true });
  expect(warnings).toHaveLength(1);
});

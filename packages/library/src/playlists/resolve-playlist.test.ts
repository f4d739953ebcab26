import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../library.ts';

let folder: string;
let library: Library;
const TRACKS = {
  '/music/House/Joey - Dawn.mp3': { artist: 'Joey', title: 'Dawn', duration: 300 },
  '/music/House/01.mp3': { artist: 'Nora Vale', title: 'First Light', duration: 200 },
  '/music/Techno/02.mp3': { artist: 'Ana', title: 'Coil', duration: 250 },
  '/music/Other/02.mp3': { artist: 'Ben', title: 'Rope', duration: 400 },
  '/music/Caf\u00e9.mp3': { artist: 'Caf\u00e9', title: 'Crema' },
  '/music/a b.mp3': {},
  '/music/Old/Dusk.mp3': { artist: 'Joey', title: 'Dusk', duration: 100, missing: { since: '2026-01-01T00:00:00Z' } },
  '/music/New/Dusk.mp3': { artist: 'Joey', title: 'Dusk', duration: 100 },
  '/music/1/twin.mp3': { artist: 'Twin', title: 'Song', duration: 90 },
  '/music/2/twin.mp3': { artist: 'Twin', title: 'Song', duration: 90 },
};

beforeAll(async () => {
  folder = await temporaryFolder('resolve');
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks: TRACKS }));
  library = await openLibrary({ dataDir: folder });
  return () => library.close();
});

async function resolveLines(...lines: string[]) {
  await writeFile(join(folder, 'list.m3u8'), ['#EXTM3U', ...lines].join('\n'));
  return library.readPlaylist(join(folder, 'list.m3u8'));
}

describe('Library.readPlaylist', () => {
  it.each([
    ['the same path', ['/music/House/01.mp3'], '/music/House/01.mp3', 'path'],
    ['a decomposed letter', ['/music/Cafe\u0301.mp3'], '/music/Caf\u00e9.mp3', 'spelling'],
    ['another case', ['/Music/house/01.MP3'], '/music/House/01.mp3', 'spelling'],
    ['percent-encoding without a URL', ['/music/a%20b.mp3'], '/music/a b.mp3', 'path'],
    ['a blank at the end', ['/music/a b.mp3  '], '/music/a b.mp3', 'path'],
    ['a Windows path, by a telling name', ['E:\\Sets\\Joey - Dawn.mp3'], '/music/House/Joey - Dawn.mp3', 'file-name'],
    ['a Windows path, by its folder', ['E:\\House\\01.mp3'], '/music/House/01.mp3', 'file-name'],
    ['another root, by the length', ['#EXTINF:251,Someone', '/other/02.mp3'], '/music/Techno/02.mp3', 'file-name'],
    ['another root, by the name', ['#EXTINF:-1,Ben - Rope', '/other/02.mp3'], '/music/Other/02.mp3', 'file-name'],
    [
      'another file name, by artist and title',
      ['#EXTINF:200,First Light - Nora Vale', 'x.flac'],
      '/music/House/01.mp3',
      'name',
    ],
    ['the copy whose file exists', ['#EXTINF:100,Joey - Dusk', '/gone/Dusk.mp3'], '/music/New/Dusk.mp3', 'file-name'],
  ])('finds a track by %s', async (_, lines, path, by) => {
    expect(await resolveLines(...lines)).toMatchObject({ tracks: [{ path, by }], notFound: [] });
  });

  it.each([
    [
      'two tracks match equally well',
      ['#EXTINF:90,Twin - Song', '/x/twin.mp3'],
      'ambiguous',
      ['/music/1/twin.mp3', '/music/2/twin.mp3'],
    ],
    [
      'the length differs',
      ['#EXTINF:100,Joey - Dawn', '/x/Joey - Dawn.mp3'],
      'other-length',
      ['/music/House/Joey - Dawn.mp3'],
    ],
    ['only a name such as 01 is equal', ['/x/01.mp3'], 'not-found', ['/music/House/01.mp3']],
    ['nothing matches', ['/x/unknown.mp3'], 'not-found', []],
    ['it is a stream', ['https://radio.example/live.mp3'], 'stream', []],
  ])('says that %s', async (_, lines, reason, candidates) => {
    expect(await resolveLines(...lines)).toMatchObject({ tracks: [], notFound: [{ reason, candidates }] });
  });

  it('says that an existing file was not scanned', async () => {
    await mkdir(join(folder, 'new'));
    await writeFile(join(folder, 'new', 'n.mp3'), '');
    expect(await resolveLines('new\\n.mp3')).toMatchObject({ tracks: [], notFound: [{ reason: 'not-scanned' }] });
  });

  it('narrows many tracks of one file name by their folders, then by their names', async () => {
    const numbered = Array.from({ length: 120 }, (_, i) => `/music/Album ${i % 60}/CD${i % 3}/01.mp3`);
    const tracks = Object.fromEntries(
      numbered.map((path, i) => [
        path.replace('/CD', i < 60 ? '/CD' : ' live/CD'),
        { title: `Song ${i}`, duration: 200 },
      ]),
    );
    const dataDir = await temporaryFolder('many');
    await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
    await using many = await openLibrary({ dataDir });
    const list = join(dataDir, 'list.m3u8');
    await writeFile(list, '/x/Album 7/CD1/01.mp3\n#EXTINF:200,Song 9\n/x/01.mp3\n/x/01.mp3\n');
    const found = await many.readPlaylist(list);
    expect(found.tracks).toMatchObject([
      { path: '/music/Album 7/CD1/01.mp3', by: 'file-name' },
      { path: '/music/Album 9/CD0/01.mp3', by: 'file-name' },
    ]);
    expect(found.notFound).toMatchObject([{ reason: 'ambiguous', candidates: { length: 50 } }]);
  });

  it('keeps order and repeats', async () => {
    const { tracks } = await resolveLines('/music/a b.mp3', '/music/House/01.mp3', '/music/a b.mp3');
    expect(tracks.map(({ path }) => path)).toEqual(['/music/a b.mp3', '/music/House/01.mp3', '/music/a b.mp3']);
  });
});

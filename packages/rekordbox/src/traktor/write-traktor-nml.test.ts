import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import type { DjTrack } from '../model/dj-track.ts';
import { collect } from '../model/test-collect.ts';
import { readTraktorNml } from './read-traktor-nml.ts';
import { writeTraktorNml } from './write-traktor-nml.ts';

const track = (path: string, more: Partial<DjTrack> = {}): DjTrack => ({
  id: path,
  path,
  location: '',
  isStream: false,
  grid: [],
  marks: [],
  tags: [],
  ...more,
});

const FULL = track('C:\\Music\\Wärme & "Kälte".mp3', {
  title: "It's <Wärme>",
  artist: 'Nord & Süd',
  album: 'Eis',
  genre: 'House',
  label: 'L',
  remixer: 'R',
  comments: 'one\ntwo\tthree',
  year: 2019,
  durationS: 201.25,
  bpm: 123.456789,
  key: '8m',
  stars: 3,
  color: 0x00ff00,
  playCount: 0,
  added: '2019-04-08',
  lastPlayed: '2023-12-31',
  grid: [
    { timeS: 0.512345, bpm: 120, metre: '4/4', beat: 1 },
    { timeS: 60.5, bpm: 121.5, metre: '4/4', beat: 1 },
  ],
  marks: [
    { kind: 'cue', name: '', pad: 0, startS: 0.512345, endS: null, color: 0x0a0b0c },
    { kind: 'loop', name: 'Löop', pad: 3, startS: 60, endS: 64.125, color: 0xffffff },
    { kind: 'load', name: 'Start', pad: null, startS: 0, endS: null },
    { kind: 'fade-in', name: 'In', pad: null, startS: 10, endS: null },
    { kind: 'fade-out', name: 'Out', pad: 7, startS: 190, endS: null },
  ],
});

async function written(content: Parameters<typeof writeTraktorNml>[1], name = 'out.nml') {
  const path = join(await temporaryFolder(), name);
  const summary = await writeTraktorNml(path, content);
  return { path, summary, text: await readFile(path, 'utf8'), ...(await collect(readTraktorNml(path))) };
}

test('is read back as it was', async () => {
  const { tracks, playlists, warnings, summary, path } = await written({
    tracks: [FULL, track('/Users/dj/a.mp3'), track('/Volumes/USB/x/b.flac'), track('\\\\nas\\m\\c.wav')],
    playlists: [
      { folders: ['Sets', '2024'], name: 'Friday', trackIds: ['/Users/dj/a.mp3', FULL.id, '/Users/dj/a.mp3'] },
      { folders: [], name: 'Empty & <odd>', trackIds: [] },
    ],
  });
  const key = 'C:/:Music/:Wärme & "Kälte".mp3';
  expect(tracks[0]).toEqual({ ...FULL, id: key, location: key, marks: FULL.marks });
  expect(tracks.map((each) => each.path)).toEqual([
    FULL.path,
    '/Users/dj/a.mp3',
    '/Volumes/USB/x/b.flac',
    '\\\\nas\\m\\c.wav',
  ]);
  expect(playlists).toEqual([
    {
      folders: ['Sets', '2024'],
      name: 'Friday',
      trackIds: ['Macintosh HD/:Users/:dj/:a.mp3', key, 'Macintosh HD/:Users/:dj/:a.mp3'],
    },
    { folders: [], name: 'Empty & <odd>', trackIds: [] },
  ]);
  expect(warnings).toEqual([]);
  expect(summary).toEqual({ path, tracks: 4, playlists: 2, leftOut: 0, padsLost: 0 });
});

test('has the layout of Traktor, and is the same each time', async () => {
  const content = { tracks: [FULL], playlists: [{ folders: [], name: 'P', trackIds: [FULL.id] }] };
  const { text } = await written(content);
  expect((await written(content)).text).toBe(text);
  expect(text).not.toContain('/>');
  expect(text.split('\n').slice(0, 4)).toEqual([
    '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>',
    '<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>',
    '<MUSICFOLDERS></MUSICFOLDERS>',
    '<COLLECTION ENTRIES="1"><ENTRY LOCK="1" TITLE="It\'s &lt;Wärme&gt;" ARTIST="Nord &amp; Süd"><LOCATION DIR="/:Music/:" FILE="Wärme &amp; &quot;Kälte&quot;.mp3" VOLUME="C:" VOLUMEID="C:"></LOCATION>',
  ]);
  expect(text).toContain('COMMENT="one&#10;two&#9;three"');
  expect(text).toContain('<TEMPO BPM="123.456789" BPM_QUALITY="100.000000"></TEMPO>');
  expect(text).toContain('<MUSICAL_KEY VALUE="22"></MUSICAL_KEY>');
  expect(text).toMatch(
    /<CUE_V2 NAME="AutoGrid" DISPL_ORDER="0" TYPE="4" START="512\.345000" LEN="0\.000000" REPEATS="-1" HOTCUE="-1"><GRID BPM="120\.000000"><\/GRID>/,
  );
  expect(text).toMatch(/<NODE TYPE="PLAYLIST" NAME="P"><PLAYLIST ENTRIES="1" TYPE="LIST" UUID="[0-9a-f]{32}">/);
});

test('moves grid markers to the beginning of a bar, and drops those that say nothing new', async () => {
  const grid = [
    { timeS: 0.25, bpm: 120, metre: '4/4', beat: 3 },
    { timeS: 9.25, bpm: 120, metre: '4/4', beat: 1 },
    { timeS: 20.25, bpm: 125, metre: '4/4', beat: 2 },
  ];
  const { tracks } = await written({ tracks: [track('/a.mp3', { grid })] });
  expect(tracks[0].grid.map(({ timeS, bpm }) => [timeS, bpm])).toEqual([
    [expect.closeTo(1.25, 6), 120],
    [expect.closeTo(20.25 + (3 * 60) / 125, 5), 125],
  ]);
});

test('keeps Traktor’s own location, leaves out streams and repeated files, and counts hot cues without a pad', async () => {
  const mark = { kind: 'cue', name: '', startS: 1, endS: null } as const;
  const { tracks, playlists, summary } = await written({
    tracks: [
      track('/Users/dj/a.mp3', {
        id: '1',
        location: 'My Mac/:Users/:dj/:a.mp3',
        marks: [
          { ...mark, pad: 8 },
          { ...mark, pad: 7 },
        ],
      }),
      track('/Users/dj/a.mp3', { id: '2', location: 'My Mac/:Users/:dj/:a.mp3' }),
      track('tidal:tracks:1', { id: '3', isStream: true }),
      track('/Volumes/USB/b.mp3', { id: '4', location: 'file://localhost/Volumes/USB/b.mp3' }),
    ],
    playlists: [{ folders: [], name: 'P', trackIds: ['2', '3', '4', 'unknown'] }],
  });
  expect(tracks.map(({ location }) => location)).toEqual(['My Mac/:Users/:dj/:a.mp3', 'USB/:b.mp3']);
  expect(tracks[0].marks.map(({ pad }) => pad)).toEqual([null, 7]);
  expect(playlists[0].trackIds).toEqual(['My Mac/:Users/:dj/:a.mp3', 'USB/:b.mp3']);
  expect(summary).toMatchObject({ tracks: 2, leftOut: 2, padsLost: 1 });
});

test('writes hostile texts as well-formed XML', async () => {
  const title = 'a\0b\u0001c\ud800d\uffffe]]>&#0;\u202e';
  const { tracks } = await written({ tracks: [track('/x/\ud800 "<&>\' .mp3', { title })] });
  expect(tracks[0].title).toBe('abc\ufffdde]]>&#0;\u202e');
  expect(tracks[0].path).toBe('/x/\ufffd "<&>\' .mp3');
});

test('never replaces a file silently, nor Traktor’s own', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'a.nml');
  await writeFile(path, 'mine');
  await expect(writeTraktorNml(path, { tracks: [] })).rejects.toThrow(`${path} exists already.`);
  expect(await readFile(path, 'utf8')).toBe('mine');
  await writeTraktorNml(path, { tracks: [] }, { overwrite: true });
  expect((await collect(readTraktorNml(path))).tracks).toEqual([]);
  // its own file needs no permission, until someone changes it
  await writeTraktorNml(path, { tracks: [] });
  await writeFile(path, `${await readFile(path, 'utf8')}<!-- more -->`);
  await expect(writeTraktorNml(path, { tracks: [] })).rejects.toThrow(`${path} exists already.`);
  const own = join(folder, 'Collection.NML');
  await expect(writeTraktorNml(own, { tracks: [] }, { overwrite: true })).rejects.toThrow(/name of Traktor's own file/);
  await mkdir(join(folder, 'd.nml'));
  await expect(writeTraktorNml(join(folder, 'd.nml'), { tracks: [] }, { overwrite: true })).rejects.toThrow(/folder/);
  const wrong = { overwrit: true } as object;
  await expect(writeTraktorNml(path, { tracks: [] }, wrong)).rejects.toMatchObject({ code: 'option' });
});

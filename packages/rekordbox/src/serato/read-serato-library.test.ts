import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrackError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { collect } from '../model/test-collect.ts';
import { readSeratoLibrary } from './read-serato-library.ts';
import { crate, cueEntry, database, databaseTrack, markers2, utf16 } from './test-serato.ts';

async function library(files: Record<string, Uint8Array>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(join(folder, '_Serato_', name, '..'), { recursive: true });
    await writeFile(join(folder, '_Serato_', name), bytes);
  }
  return folder;
}

const FULL = databaseTrack(
  {
    ttyp: 'mp3',
    pfil: 'Music/Wärme.mp3',
    tsng: 'Wärme',
    tart: 'Nord',
    talb: 'Eis',
    tgen: 'House',
    tgrp: 'Warm-up',
    tlbl: 'Label',
    trmx: 'Süd',
    tcom: 'comment',
    ttyr: '2019',
    tlen: '03:45.12',
    tbit: '320.0kbps',
    tbpm: '120.50',
    tkey: 'Am',
    tadd: '1600000000',
  },
  { uadd: 1_600_000_000, ulbl: 0xff99ff },
);

test('reads the database and crates', async () => {
  const folder = await library({
    'database V2': database(FULL, databaseTrack({ pfil: 'Music/b.flac', tsng: 'B', tlen: 'x', tbpm: '' })),
    'Subcrates/Sets%%Friday.crate': crate('Music/b.flac', 'Music/Wärme.mp3', 'Music/b.flac'),
    'Subcrates/Empty.crate': crate(),
    'SmartCrates/Fast.scrate': crate('Music/only-here.mp3'),
  });
  const { source, tracks, playlists, warnings } = await collect(readSeratoLibrary(folder));
  expect(source).toEqual({ type: 'source', program: 'Serato', version: '2.0', clock: 'serato' });
  expect(tracks[0]).toEqual({
    id: 'Music/Wärme.mp3',
    path: '/Music/Wärme.mp3',
    location: 'Music/Wärme.mp3',
    isStream: false,
    title: 'Wärme',
    artist: 'Nord',
    album: 'Eis',
    genre: 'House',
    grouping: 'Warm-up',
    label: 'Label',
    remixer: 'Süd',
    comments: 'comment',
    year: 2019,
    durationS: 225.12,
    bpm: 120.5,
    key: 'Am',
    color: 0x993399,
    added: '2020-09-13',
    grid: [],
    marks: [],
    tags: [],
  });
  expect(tracks[1]).toEqual({
    id: 'Music/b.flac',
    path: '/Music/b.flac',
    location: 'Music/b.flac',
    isStream: false,
    title: 'B',
    grid: [],
    marks: [],
    tags: [],
  });
  expect(tracks.map(({ id }) => id)).toEqual(['Music/Wärme.mp3', 'Music/b.flac', 'Music/only-here.mp3']);
  expect(playlists).toEqual([
    { folders: [], name: 'Fast', trackIds: ['Music/only-here.mp3'], isSmart: true },
    { folders: [], name: 'Empty', trackIds: [] },
    { folders: ['Sets'], name: 'Friday', trackIds: ['Music/b.flac', 'Music/Wärme.mp3', 'Music/b.flac'] },
  ]);
  expect(warnings).toEqual([]);
});

test('finds the folder that paths start from by the tracks in it, as on a stick', async () => {
  const folder = await library({ 'database V2': database(FULL) });
  await mkdir(join(folder, 'Music'));
  await writeFile(join(folder, 'Music', 'Wärme.mp3'), '');
  const { tracks } = await collect(readSeratoLibrary(join(folder, '_Serato_')));
  expect(tracks[0].path).toBe(join(folder, 'Music', 'Wärme.mp3'));
});

test('reads a single crate', async () => {
  const folder = await library({ 'Subcrates/A.crate': crate('x.mp3', 'C:\\Music\\y.mp3') });
  const { tracks, playlists } = await collect(readSeratoLibrary(join(folder, '_Serato_', 'Subcrates', 'A.crate')));
  expect(tracks.map(({ path }) => path)).toEqual(['/x.mp3', 'C:\\Music\\y.mp3']);
  expect(playlists).toEqual([{ folders: [], name: 'A', trackIds: ['x.mp3', 'C:\\Music\\y.mp3'] }]);
});

test('adds cues from the files, and goes on where a file is missing or damaged', async () => {
  const folder = await library({ 'Subcrates/A.crate': crate('good.mp3', 'missing.mp3', 'odd.mp3', 'damaged.mp3') });
  const objectsOf = async (path: string) => {
    if (path.endsWith('missing.mp3')) throw new TrackError('missing', path, 'gone');
    if (path.endsWith('odd.mp3')) throw new TrackError('not-audio', path, 'It is not audio.');
    const bytes = path.endsWith('good.mp3')
      ? markers2(cueEntry(2, 1500, 0xcc0000, 'Here'))
      : Buffer.from('\x01\x01Q1VFAA');
    return [{ name: 'Serato Markers2', bytes }];
  };
  const { tracks, warnings } = await collect(readSeratoLibrary(folder, { objectsOf }));
  expect(tracks[0].marks).toEqual([{ kind: 'cue', name: 'Here', pad: 2, startS: 1.5, endS: null, color: 0xcc0000 }]);
  expect(warnings).toEqual([
    '/odd.mp3: It is not audio.',
    "/damaged.mp3: Serato Markers2 can't be read: The data ends too early",
  ]);
});

test('names a damaged database, and reads on after a damaged crate', async () => {
  const cut = FULL.subarray(0, 100);
  const bad = await library({ 'database V2': database(cut) });
  await expect(collect(readSeratoLibrary(bad))).rejects.toThrow(/database V2 is damaged: it ends in the middle/);
  const folder = await library({
    'Subcrates/A.crate': Buffer.from('otrkxxxxxxxx'),
    'Subcrates/B.crate': crate('x.mp3'),
  });
  const { playlists, warnings } = await collect(readSeratoLibrary(folder));
  expect(playlists.map(({ name }) => name)).toEqual(['B']);
  expect(warnings[0]).toMatch(/A\.crate is damaged/);
});

test('ignores text of odd length, repeated entries and unknown ones', async () => {
  const odd = Buffer.concat([
    databaseTrack({ pfil: 'a.mp3' }),
    databaseTrack({ tsng: 'no path' }),
    Buffer.from('zzzz\0\0\0\0'),
  ]);
  const folder = await library({
    'database V2': Buffer.concat([database(odd), databaseTrack({ pfil: 'a.mp3', tsng: 'Later' })]),
  });
  const { tracks } = await collect(readSeratoLibrary(folder));
  expect(tracks.map(({ id, title }) => [id, title])).toEqual([['a.mp3', 'Later']]);
  expect(utf16('a')).toEqual(Buffer.of(0, 97));
});

test('says what to give for a folder without a library', async () => {
  const folder = await temporaryFolder();
  await expect(collect(readSeratoLibrary(folder))).rejects.toThrow(/has no Serato library. Give the folder _Serato_/);
  await expect(collect(readSeratoLibrary(join(folder, 'x')))).rejects.toThrow(/There is no file/);
  await writeFile(join(folder, 'x'), '');
  await expect(collect(readSeratoLibrary(join(folder, 'x')))).rejects.toThrow(/is not a crate of Serato/);
  const wrong = { objectOf: async () => [] } as object;
  await expect(collect(readSeratoLibrary(folder, wrong))).rejects.toMatchObject({ code: 'option' });
});

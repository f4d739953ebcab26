import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deflateSync, inflateSync } from 'node:zlib';
import { RbassistError, systemErrorCode } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { expect, test } from 'vitest';
import { collect } from '../model/test-collect.ts';
import { readBeatData, readLoops, readQuickCues, readTrackData } from './engine-blobs.ts';
import { readEngineLibrary } from './read-engine-library.ts';
import {
  BEATS,
  beatData,
  buildEngineLibrary,
  CUES,
  LOOPS,
  loops,
  pack,
  quickCues,
  RATE,
  trackData,
} from './test-engine-library.ts';

const BLOBS = 6000;
const DATABASES = 500;

const unpacked = (blob: Buffer) => inflateSync(blob.subarray(4));

function damaged(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  if (random() < 0.2) return copy.subarray(0, below(random, copy.length));
  for (let i = 0; i <= below(random, 4); i++) copy[below(random, copy.length)] = below(random, 256);
  return copy;
}

test(`${BLOBS} made-up blobs come back as they were`, () => {
  const random = seededRandom(31);
  for (let round = 0; round < BLOBS; round++) {
    const first = below(random, RATE * 2);
    const beats = 4 * (1 + below(random, 300));
    const bpm = 60 + below(random, 14_000) / 100;
    const { grid } = readBeatData(
      beatData([
        [first, 0],
        [first + (beats * 60 * RATE) / bpm, beats],
      ]),
    );
    expect(grid).toEqual([{ timeS: first / RATE, bpm: expect.closeTo(bpm, 6), metre: '4/4', beat: 1 }]);
    const cues = Array.from({ length: 8 }, (): [string, number, number] => [
      `n${below(random, 1000)}é`,
      random() < 0.3 ? -1 : below(random, RATE * 600),
      below(random, 0x1000000),
    ]);
    const set = cues.flatMap(([name, at, color], pad) =>
      at < 0 ? [] : [{ kind: 'cue', name, pad, startS: at / RATE, endS: null, color }],
    );
    expect(readQuickCues(quickCues(cues), RATE)).toEqual(set);
    const [start, length] = [below(random, RATE * 600), 1 + below(random, RATE * 60)];
    const [loop] = readLoops(loops([['L', start, start + length]]), RATE);
    expect(loop).toMatchObject({ startS: start / RATE, endS: (start + length) / RATE });
  }
});

test(`${BLOBS} damaged blobs give an error or finite values`, () => {
  const random = seededRandom(32);
  const numbers = { errors: 0, read: 0 };
  const tries = [
    () =>
      readBeatData(pack(damaged(unpacked(BEATS), random))).grid.flatMap(({ timeS, bpm, beat }) => [timeS, bpm, beat]),
    () => readBeatData(damaged(BEATS, random)).grid.flatMap(({ timeS, bpm, beat }) => [timeS, bpm, beat]),
    () => readQuickCues(pack(damaged(unpacked(CUES), random)), RATE).map(({ startS }) => startS),
    () => readQuickCues(damaged(CUES, random), RATE).map(({ startS }) => startS),
    () => readLoops(damaged(LOOPS, random), RATE).flatMap(({ startS, endS }) => [startS, endS ?? 0]),
    () => [readTrackData(damaged(trackData(), random)).sampleRate ?? 1],
  ];
  for (let round = 0; round < BLOBS; round++) {
    try {
      const values = pick(random, tries)();
      expect(values.length).toBeLessThan(100);
      expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      numbers.read++;
    } catch (error) {
      if (!(error instanceof RangeError) && !systemErrorCode(error)?.startsWith('Z_')) throw error;
      numbers.errors++;
    }
  }
  expect(numbers.errors).toBeGreaterThan(BLOBS / 20);
  expect(numbers.read).toBeGreaterThan(BLOBS / 20);
});

test(`${DATABASES} damaged databases give an error of ours or a collection`, async () => {
  const random = seededRandom(33);
  const parent = await temporaryFolder();
  const path = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2', 'm.db');
  const whole = await readFile(path);
  let errors = 0;
  for (let round = 0; round < DATABASES; round++) {
    const copy = Buffer.from(whole);
    for (let i = 0; i < 1 + below(random, 200); i++) copy[16 + below(random, copy.length - 16)] = below(random, 256);
    await writeFile(path, random() < 0.1 ? copy.subarray(0, below(random, copy.length)) : copy);
    try {
      const { tracks, playlists } = await collect(readEngineLibrary(path));
      expect(tracks.length + playlists.length).toBeLessThan(1000);
    } catch (error) {
      if (!RbassistError.isInstance(error)) throw error;
      errors++;
    }
  }
  expect(errors).toBeGreaterThan(DATABASES / 20);
});

test('20,000 playlists without an index, and blobs that unfold to 100 MB, take bounded time', async () => {
  const folder = join(await temporaryFolder('engine'), 'Database2');
  await mkdir(folder);
  const database = new DatabaseSync(join(folder, 'm.db'));
  database.exec(`BEGIN;
    CREATE TABLE Information (id, uuid, schemaVersionMajor, schemaVersionMinor, schemaVersionPatch);
    INSERT INTO Information VALUES (1, 'u', 3, 0, 0);
    CREATE TABLE Track (id INTEGER PRIMARY KEY, path, title);
    CREATE TABLE PerformanceData (trackId INTEGER PRIMARY KEY, trackData, beatData, quickCues, loops);
    CREATE TABLE Playlist (id, title, parentListId, nextListId);
    CREATE TABLE PlaylistEntity (id, listId, trackId, databaseUuid, nextEntityId);`);
  const bomb = Buffer.concat([Buffer.from('7fffffff', 'hex'), deflateSync(Buffer.alloc(1e8))]);
  database.prepare("INSERT INTO Track VALUES (1, '/a.mp3', 'A')").run();
  database.prepare('INSERT INTO PerformanceData VALUES (1, ?, ?, ?, ?)').run(bomb, bomb, bomb, bomb);
  const list = database.prepare("INSERT INTO Playlist VALUES (?, 'p', 0, 0)");
  const entry = database.prepare("INSERT INTO PlaylistEntity VALUES (?, ?, 1, 'u', 0)");
  for (let i = 1; i <= 20_000; i++) {
    list.run(i);
    entry.run(i, i);
  }
  database.exec('COMMIT');
  database.close();
  const started = performance.now();
  const { tracks, playlists } = await collect(readEngineLibrary(folder));
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(tracks).toHaveLength(1);
  expect(playlists.every(({ trackIds }) => trackIds.join() === '1')).toBe(true);
  expect(playlists).toHaveLength(20_000);
}, 120_000);

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RbassistError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { below, type Random, seededRandom } from '@rbassist/testing/random';
import { expect, test } from 'vitest';
import { collect } from '../model/test-collect.ts';
import { readSeratoLibrary } from './read-serato-library.ts';
import { readSeratoObjects } from './serato-objects.ts';
import {
  beatGrid,
  colorEntry,
  crate,
  cueEntry,
  database,
  databaseTrack,
  f32,
  loopEntry,
  markers2,
  oldMarkers,
} from './test-serato.ts';

const OBJECTS = 6000;
const FILES = 5000;
const TIMEOUT_MS = 300_000;

function damaged(bytes: Uint8Array, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  if (random() < 0.2) return copy.subarray(0, below(random, copy.length));
  for (let i = 0; i <= below(random, 4); i++) copy[below(random, copy.length)] = below(random, 256);
  return copy;
}

test(`${OBJECTS} made-up objects come back as they were`, () => {
  const random = seededRandom(21);
  for (let round = 0; round < OBJECTS; round++) {
    const cues = Array.from({ length: below(random, 9) }, (_, pad) => {
      const [startMs, color] = [below(random, 2 ** 31), below(random, 0x1000000)];
      return { startMs, color, pad, name: random() < 0.5 ? '' : `n${below(random, 1e6)}é🚀` };
    });
    const timeS = Math.fround(below(random, 1e6) / 1e5);
    const bpm = Math.fround(60 + below(random, 14_000) / 100);
    const warnings: string[] = [];
    const { marks, grid } = readSeratoObjects(
      [
        {
          name: 'Serato Markers2',
          bytes: markers2(...cues.map(({ pad, startMs, color, name }) => cueEntry(pad, startMs, color, name))),
        },
        { name: 'Serato BeatGrid', bytes: beatGrid([], [timeS, bpm]) },
      ],
      (message) => warnings.push(message),
    );
    expect(warnings).toEqual([]);
    expect(grid).toEqual([{ timeS, bpm, metre: '4/4', beat: 1 }]);
    expect(marks).toEqual(
      cues.map(({ pad, startMs, color, name }) => ({
        kind: 'cue',
        name,
        pad,
        startS: startMs / 1000,
        endS: null,
        color,
      })),
    );
  }
});

test(`${OBJECTS} damaged objects give a warning or finite values`, () => {
  const random = seededRandom(22);
  const whole = {
    'Serato Markers2': markers2(colorEntry(0x99ff99), cueEntry(1, 500, 0xcc0000, 'A'), loopEntry(0, 1000, 2000, 'B')),
    'Serato Markers_': oldMarkers([500, undefined, 700]),
    'Serato BeatGrid': beatGrid([[0.5, 16]], [8.5, 128]),
    'Serato Autotags': Buffer.from('\x01\x01115.00\x00-3.257\x000.000\0'),
  };
  let warned = 0;
  for (let round = 0; round < OBJECTS; round++) {
    const objects = Object.entries(whole).map(([name, bytes]) => ({ name, bytes: damaged(bytes, random) }));
    const { bpm = 1, grid, marks } = readSeratoObjects(objects, () => warned++);
    const numbers = [bpm, ...grid.flatMap((each) => [each.timeS, each.bpm, each.beat])];
    numbers.push(...marks.flatMap(({ startS, endS }) => [startS, endS ?? startS + 1]));
    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(grid.every(({ timeS, bpm: tempo }) => timeS >= 0 && tempo > 0)).toBe(true);
    expect(marks.every(({ startS, endS }) => startS >= 0 && (endS === null || endS > startS))).toBe(true);
    expect(marks.length).toBeLessThan(20);
  }
  expect(warned).toBeGreaterThan(OBJECTS / 20);
});

test('refuses a grid of NaN, infinity and times that go back', () => {
  const grids = [
    beatGrid([], [Number.NaN, 120]),
    beatGrid([], [1, Number.POSITIVE_INFINITY]),
    beatGrid([[9, 4]], [3, 120]),
    Buffer.concat([beatGrid([], [1, 1]).subarray(0, 10), f32(-5)]),
  ];
  for (const bytes of grids) expect(readSeratoObjects([{ name: 'Serato BeatGrid', bytes }], () => {}).grid).toEqual([]);
});

test(
  `${FILES} damaged databases and crates give an error of ours or a collection`,
  async () => {
    const random = seededRandom(23);
    const folder = join(await temporaryFolder(), '_Serato_');
    await mkdir(join(folder, 'Subcrates'), { recursive: true });
    const wholeDatabase = database(
      databaseTrack({ pfil: 'Music/a.mp3', tsng: 'A', tlen: '03:45.12', tbpm: '120' }, { uadd: 1.6e9 }),
    );
    const wholeCrate = crate('Music/a.mp3', 'Music/b.mp3');
    let errors = 0;
    for (let round = 0; round < FILES; round++) {
      await writeFile(join(folder, 'database V2'), random() < 0.7 ? damaged(wholeDatabase, random) : wholeDatabase);
      await writeFile(join(folder, 'Subcrates', 'C.crate'), damaged(wholeCrate, random));
      try {
        const { tracks, playlists } = await collect(readSeratoLibrary(folder));
        expect(tracks.length + playlists.length).toBeLessThan(10);
        expect(tracks.every(({ bpm = 1, durationS = 1 }) => Number.isFinite(bpm) && Number.isFinite(durationS))).toBe(
          true,
        );
      } catch (error) {
        if (!RbassistError.isInstance(error)) throw error;
        errors++;
      }
    }
    expect(errors).toBeGreaterThan(FILES / 20);
  },
  TIMEOUT_MS,
);

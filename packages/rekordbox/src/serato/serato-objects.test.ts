import { expect, test } from 'vitest';
import { readSeratoObjects } from './serato-objects.ts';
import { beatGrid, colorEntry, cueEntry, f32, loopEntry, markers2, oldMarkers, u32 } from './test-serato.ts';

function read(objects: Record<string, Uint8Array>) {
  const warnings: string[] = [];
  const list = Object.entries(objects).map(([name, bytes]) => ({ name: `Serato ${name}`, bytes }));
  return { ...readSeratoObjects(list, (message) => warnings.push(message)), warnings };
}

test('reads cues, loops and the colour', () => {
  const found = read({
    Markers2: markers2(
      colorEntry(0xff99ff),
      cueEntry(0, 0, 0xcc0000, 'Intro'),
      cueEntry(7, 61_234, 0x0000cc, 'Dröp 💥'),
      loopEntry(0, 90_000, 98_000, 'Outro'),
      ['BPMLOCK', Buffer.of(1)],
      ['FLIP', Buffer.alloc(200)],
    ),
  });
  expect(found).toEqual({
    bpm: undefined,
    color: 0x993399,
    grid: [],
    marks: [
      { kind: 'cue', name: 'Intro', pad: 0, startS: 0, endS: null, color: 0xcc0000 },
      { kind: 'cue', name: 'Dröp 💥', pad: 7, startS: 61.234, endS: null, color: 0x0000cc },
      { kind: 'loop', name: 'Outro', pad: null, startS: 90, endS: 98, color: 0x27aae1 },
    ],
    warnings: [],
  });
});

test('takes white for no colour', () => {
  expect(read({ Markers2: markers2(colorEntry(0xffffff)) }).color).toBeUndefined();
});

test('prefers the positions of Markers_, and drops pads that are not set there, as Serato does', () => {
  const { marks } = read({
    Markers2: markers2(cueEntry(0, 1000, 1, 'kept'), cueEntry(1, 2000, 2, 'gone'), cueEntry(6, 3000, 3, 'above')),
    Markers_: oldMarkers([1500, undefined, 862_808]),
  });
  expect(marks.map(({ name, pad, startS }) => [name, pad, startS])).toEqual([
    ['kept', 0, 1.5],
    ['above', 6, 3],
    ['', 2, 862.808],
  ]);
});

test('ignores Markers_ of another form, as MP4 has', () => {
  const { marks, warnings } = read({ Markers2: markers2(cueEntry(0, 1000, 1)), Markers_: Buffer.alloc(276) });
  expect(marks).toHaveLength(1);
  expect(warnings).toEqual([]);
});

test('reads a grid: every marker is a downbeat, and the last one has the tempo', () => {
  const { grid } = read({ BeatGrid: beatGrid([], [0.305, 115]) });
  expect(grid).toEqual([{ timeS: expect.closeTo(0.305, 6), bpm: 115, metre: '4/4', beat: 1 }]);
  const changing = read({
    BeatGrid: beatGrid(
      [
        [0.5, 16],
        [8.5, 4],
      ],
      [10.5, 128],
    ),
  }).grid;
  expect(changing.map(({ timeS, bpm, beat }) => [timeS, bpm, beat])).toEqual([
    [0.5, 120, 1],
    [8.5, 120, 1],
    [10.5, 128, 1],
  ]);
});

test('moves a grid that begins before the track to its first beat', () => {
  const [anchor] = read({ BeatGrid: beatGrid([], [-0.25, 120]) }).grid;
  expect(anchor).toEqual({ timeS: 0.25, bpm: 120, metre: '4/4', beat: 2 });
});

test('reads the tempo', () => {
  expect(read({ Autotags: Buffer.from('\x01\x01115.00\x00-3.257\x000.000\0') }).bpm).toBe(115);
  expect(read({ Autotags: Buffer.from('\x01\x010.00\0') }).bpm).toBeUndefined();
  expect(read({ Autotags: Buffer.alloc(0) }).bpm).toBeUndefined();
});

test('warns of damaged objects by name, and reads the others', () => {
  const found = read({
    Markers2: markers2(['CUE', Buffer.alloc(3)]),
    BeatGrid: Buffer.concat([Buffer.of(1, 0), u32(2 ** 31), f32(1)]),
    Autotags: Buffer.from('\x01\x01128.00\0'),
  });
  expect(found).toMatchObject({ bpm: 128, grid: [], marks: [] });
  expect(found.warnings).toEqual([
    "Serato Markers2 can't be read: The data ends too early",
    "Serato BeatGrid can't be read: The grid ends too early",
  ]);
});

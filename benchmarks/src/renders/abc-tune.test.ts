import { expect, it } from 'vitest';
import { barLength, firstBarOf, readAbc } from './abc-tune.ts';

function tuneOf(body: string, { metre = '4/4', unit = '1/4', key = 'C' } = {}) {
  return readAbc(`X:1\nT:A Tune\nM:${metre}\nL:${unit}\nK:${key}\n${body}\n`)[0];
}

/** Returns pairs of a pitch and a length in quarter notes. */
function notesOf(...tune: Parameters<typeof tuneOf>): number[][] {
  return tuneOf(...tune).notes.map(({ pitch, length }) => [pitch, 4 * length]);
}

it('reads pitches, octaves and lengths', () => {
  expect(notesOf("C c2 C, c'/2 B/ A3/2|")).toEqual([
    [60, 1],
    [72, 2],
    [48, 1],
    [84, 0.5],
    [71, 0.5],
    [69, 1.5],
  ]);
});

it('applies the key, and accidentals until the bar line', () => {
  expect(notesOf('F ^F F|F _B B|', { key: 'Bb' }).map(([pitch]) => pitch)).toEqual([65, 66, 66, 65, 70, 70]);
  expect(notesOf('F ^G G =F F|F G|', { key: 'G' }).map(([pitch]) => pitch)).toEqual([66, 68, 68, 65, 65, 66, 67]);
});

it('reads broken rhythm, triplets, ties and chords', () => {
  expect(notesOf('C>D E<F|')).toEqual([
    [60, 1.5],
    [62, 0.5],
    [64, 0.5],
    [65, 1.5],
  ]);
  expect(notesOf('(3CDE F2-|F G3|').map(([, length]) => length)).toEqual(
    [2 / 3, 2 / 3, 2 / 3, 3, 3].map((l) => expect.closeTo(l)),
  );
  expect(notesOf('[c2 e2 ] g|')).toEqual([
    [72, 2],
    [76, 2],
    [79, 1],
  ]);
});

it('skips grace notes, decorations and text', () => {
  expect(notesOf('{g}C .D ~E !trill!F "_slowly"G|').map(([pitch]) => pitch)).toEqual([60, 62, 64, 65, 67]);
});

it('reads chord symbols where they stand', () => {
  expect(tuneOf('"C"C2 "Am7"C2|"F#dim"C4|"Bbmaj7"C4|').chords).toEqual([
    { start: 0, root: 0, minor: false },
    { start: 0.5, root: 9, minor: true },
    { start: 1, root: 6, minor: true },
    { start: 2, root: 10, minor: false },
  ]);
});

it('plays the last ending only, so that parts add up to whole bars', () => {
  const tune = tuneOf('G|:CDEF|GAB [1c:|[2c|:EFGA|B3 G:|');
  expect(tune.notes.map(({ pitch }) => pitch)).toEqual([67, 60, 62, 64, 65, 67, 69, 71, 72, 64, 65, 67, 69, 71, 67]);
});

it('finds the first full bar, and tunes whose bars are irregular', () => {
  expect(firstBarOf(tuneOf('G|CDEF|GABc|'))).toBe(0.25);
  expect(firstBarOf(tuneOf('CDEF|GABc|'))).toBe(0);
  expect(firstBarOf(tuneOf('G|CDEF|GAB:|c|CDEF|'))).toBe(0.25);
  expect(firstBarOf(tuneOf('CDEF|GAB|cde|CDE|'))).toBeNull();
  expect(barLength('6/8')).toBe(0.75);
});

it.each([
  ['G', { tonic: 7, minor: false }],
  ['F#m', { tonic: 6, minor: true }],
  ['Bb', { tonic: 10, minor: false }],
  ['Amin', { tonic: 9, minor: true }],
  ['C major', { tonic: 0, minor: false }],
  ['Ador', null],
  ['DMix', null],
])('reads the key %s', (key, expected) => expect(tuneOf('C4|', { key }).key).toEqual(expected));

it('gives a church mode the accidentals of its scale', () => {
  expect(notesOf('F C|', { key: 'DMix' }).map(([pitch]) => pitch)).toEqual([66, 60]);
});

it('gives no key if it changes, and no tune if the metre changes', () => {
  expect(tuneOf('C4|\nK:G\nG4|').key).toBeNull();
  expect(tuneOf('C4|\nM:3/4\nG3|')).toBeUndefined();
});

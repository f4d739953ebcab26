import { expect, it } from 'vitest';
import { addCue, type Cue, isLoop, moveCue, nameCue } from './cue-list.ts';

const point = (num: number, start: number): Cue => ({ name: `cue ${num}`, type: 0, num, start, end: start });
const loop: Cue = { name: 'loop', type: 4, num: 1, start: 10, end: 14 };

it('puts a new cue on the first free pad, in the order of time', () => {
  const cues = addCue([point(0, 5), loop], 7);
  expect(cues.map(({ num }) => num)).toEqual([0, 2, 1]);
  expect(cues[1]).toEqual({ name: 'C', type: 0, num: 2, start: 7, end: 7 });
});

it('makes a memory cue when all pads are taken', () => {
  const full = Array.from({ length: 8 }, (_, num) => point(num, num));
  expect(addCue(full, 20).at(-1)).toMatchObject({ num: -1, name: '' });
});

it('moves a loop as a whole, and a point with its end', () => {
  expect(moveCue([loop], loop, 20)[0]).toMatchObject({ start: 20, end: 24 });
  const cue = point(0, 5);
  expect(moveCue([cue], cue, -1)[0]).toMatchObject({ start: 0, end: 0 });
});

it('names one cue and leaves the others', () => {
  const other = point(0, 5);
  expect(nameCue([other, loop], loop, 'drop').map(({ name }) => name)).toEqual(['cue 0', 'drop']);
  expect([isLoop(loop), isLoop(other)]).toEqual([true, false]);
});

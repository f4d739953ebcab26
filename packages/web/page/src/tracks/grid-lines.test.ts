import { expect, it } from 'vitest';
import { gridLines, nearestBarS, nearestBeatS } from './grid-lines.ts';

const segment = (inizio_sec: number, bpm: number, battito = 1, metro = '4/4') => ({ inizio_sec, bpm, battito, metro });

it('counts the beats of a bar from the beat of the grid', () => {
  const lines = gridLines([segment(0.5, 120, 3)], 0, 2.6);
  expect(lines.map(({ timeS }) => timeS)).toEqual([0.5, 1, 1.5, 2, 2.5]);
  expect(lines.map(({ beat }) => beat)).toEqual([3, 4, 1, 2, 3]);
});

it('counts on where the window begins, however late', () => {
  expect(gridLines([segment(0, 120, 1, '3/4')], 100, 101)).toEqual([
    { timeS: 100, beat: 3 },
    { timeS: 100.5, beat: 1 },
  ]);
});

it('changes the tempo where the next segment starts', () => {
  const times = gridLines([segment(0, 60), segment(2, 120)], 0, 3.1).map(({ timeS }) => timeS);
  expect(times).toEqual([0, 1, 2, 2.5, 3]);
});

it('finds the nearest beat, or keeps the time without a grid', () => {
  expect(nearestBeatS([segment(0.1, 120)], 10.2)).toBeCloseTo(10.1);
  expect(nearestBeatS([], 10.2)).toBe(10.2);
});

it('finds the nearest bar line', () => {
  expect(nearestBarS([segment(0.1, 120, 3)], 10.2)).toBeCloseTo(11.1);
  expect(nearestBarS([], 10.2)).toBe(10.2);
});

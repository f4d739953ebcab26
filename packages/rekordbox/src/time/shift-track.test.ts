import { describe, expect, test } from 'vitest';
import type { DjGridAnchor, DjMark, DjTrack } from '../model/dj-track.ts';
import { shiftTrack } from './shift-track.ts';

const anchor = (timeS: number, bpm = 120, beat = 1): DjGridAnchor => ({ timeS, bpm, metre: '4/4', beat });
const mark = (startS: number, endS: number | null = null): DjMark => ({
  kind: endS === null ? 'cue' : 'loop',
  name: '',
  pad: null,
  startS,
  endS,
});
const track = (grid: DjGridAnchor[], marks: DjMark[] = []): DjTrack => ({
  id: '1',
  path: '/a.mp3',
  location: 'file://localhost/a.mp3',
  isStream: false,
  grid,
  marks,
  tags: [],
});

describe('shiftTrack', () => {
  test('moves anchors and marks, and leaves its input alone', () => {
    const before = track([anchor(0.1), anchor(10.1, 128, 3)], [mark(4), mark(8, 12)]);
    const after = shiftTrack(before, 0.05);
    expect(after.grid.map(({ timeS }) => timeS)).toEqual([0.1 + 0.05, 10.1 + 0.05]);
    expect(after.marks.map(({ startS, endS }) => [startS, endS])).toEqual([
      [4.05, null],
      [8.05, 12.05],
    ]);
    expect(before.grid[0]?.timeS).toBe(0.1);
  });

  test('keeps the phase and the count of a grid that would start before 0', () => {
    const after = shiftTrack(track([anchor(0.02, 120, 4)]), -0.05);
    expect(after.grid).toEqual([{ ...anchor(0, 120, 1), timeS: expect.closeTo(0.47, 9) }]);
  });

  test('lets the anchor before 0 that is in force at 0 start the grid', () => {
    const after = shiftTrack(track([anchor(0, 100), anchor(0.6, 120, 2), anchor(20.6, 128, 2)]), -0.7);
    expect(after.grid.map(({ beat }) => beat)).toEqual([3, 2]);
    expect(after.grid[0]?.timeS).toBeCloseTo(0.4, 9);
  });

  test('drops an anchor whose first beat from 0 on is the next anchor', () => {
    const after = shiftTrack(track([anchor(0), anchor(0.501, 120, 2), anchor(1.001, 120, 3)]), -0.1);
    expect(after.grid.map(({ beat, timeS }) => [beat, Math.round(timeS * 1000)])).toEqual([
      [2, 401],
      [3, 901],
    ]);
  });

  test('takes a beat at 0 for the first, whatever the rounding', () => {
    const after = shiftTrack(track([anchor(0.3)]), -(0.1 + 0.2));
    expect(after.grid).toEqual([anchor(0)]);
  });

  test('starts early marks at 0 and keeps the ends of loops', () => {
    const after = shiftTrack(track([], [mark(0.01), mark(0.01, 2), mark(0, 0.02)]), -0.05);
    expect(after.marks.map(({ startS, endS }) => [startS, endS])).toEqual([
      [0, null],
      [0, 1.95],
      [0, 0],
    ]);
  });

  test.each([0, Number.NaN, Number.POSITIVE_INFINITY])('leaves a track alone for a shift of %f', (seconds) => {
    const before = track([anchor(0.02)], [mark(0.01)]);
    expect(shiftTrack(before, seconds)).toBe(before);
  });
});

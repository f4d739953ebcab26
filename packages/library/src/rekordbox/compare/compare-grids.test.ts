import type { DjGridAnchor } from '@rbassist/rekordbox';
import { describe, expect, test } from 'vitest';
import { bpmKind } from './bpm-agreement.ts';
import { compareGrids } from './compare-grids.ts';
import { gridKind } from './grid-agreement.ts';
import { keyKind } from './key-agreement.ts';

const anchor = (timeS: number, bpm = 120, beat = 1): DjGridAnchor => ({ timeS, bpm, metre: '4/4', beat });

/** The grid as Rekordbox writes it: an anchor wherever rounding to a millisecond leaves the line. */
function rounded(timeS: number, bpm: number, beats: number): DjGridAnchor[] {
  const times = Array.from({ length: beats }, (_, n) => Math.round((timeS + (n * 60) / bpm) * 1000) / 1000);
  return times.map((time, n) => anchor(time, Math.round(bpm * 100) / 100, (n % 4) + 1));
}

describe('compareGrids', () => {
  test.each([
    [0.025, 25],
    [-0.012, -12],
    [0.5, 0],
    [0.74, 240],
  ])('finds an offset of %f s as %i ms in the beat', (offset, wanted) => {
    const distance = compareGrids([anchor(1 + offset)], [anchor(1)], 200);
    expect(distance?.offsetMs).toBeCloseTo(wanted, 6);
    expect(distance?.driftMs).toBeCloseTo(0, 6);
  });

  test('counts the beats between the bars', () => {
    expect(compareGrids([anchor(1.5)], [anchor(1)], 200)?.beatsOff).toBe(3);
    expect(compareGrids([anchor(1, 120, 3)], [anchor(1)], 200)?.beatsOff).toBe(2);
    expect(compareGrids([anchor(3)], [anchor(1)], 200)?.beatsOff).toBe(0);
  });

  test('does not jump between both sides of half a beat', () => {
    const distance = compareGrids([anchor(1.25, 120.01)], [anchor(1)], 200);
    expect(Math.abs(distance?.offsetMs ?? 0)).toBeGreaterThan(230);
    expect(distance?.driftMs).toBeLessThan(20);
  });

  test('reads the many anchors of a constant tempo', () => {
    const distance = compareGrids([anchor(0.1, 127.9966)], rounded(0.1, 127.9966, 500), 230);
    expect(Math.abs(distance?.offsetMs ?? 9)).toBeLessThan(0.6);
    expect(distance?.driftMs).toBeLessThan(1.5);
  });

  test('says how far the grids drift', () => {
    const distance = compareGrids([anchor(0, 120.05)], [anchor(0, 120)], 300);
    expect(distance?.driftMs).toBeCloseTo(62, -1);
  });

  test.each([
    [[], [anchor(0)], 100],
    [[anchor(0)], [], 100],
    [[anchor(0)], [anchor(0)], 2],
    [[anchor(0)], [anchor(0, 0)], 100],
    [[anchor(0)], [anchor(0)], Number.NaN],
  ])('compares nothing without a grid or music', (ours, theirs, durationS) => {
    expect(compareGrids(ours, theirs, durationS)).toBeNull();
  });
});

test.each([
  [3, 0, 'within-10-ms'],
  [-24, 0, 'within-25-ms'],
  [-245, 3, 'half-beat-off'],
  [120, 3, 'other'],
  [3, 90, 'drifting'],
] as const)('a grid %i ms off that drifts %i ms is %s', (offsetMs, driftMs, kind) => {
  expect(gridKind({ offsetMs, driftMs, beatMs: 500, beatsOff: 0, beatsPerBar: 4 })).toBe(kind);
});

test.each([
  [128, 128.05, 'within-0.05'],
  [128.4, 128, 'within-0.5'],
  [64, 128, '1:2'],
  [174.2, 87, '2:1'],
  [85.3, 128, '2:3'],
  [192, 128, '3:2'],
  [170.7, 128, '4:3'],
  [96, 128, '3:4'],
  [110, 128, 'other'],
] as const)('%f against %f BPM is %s', (ours, theirs, kind) => {
  expect(bpmKind(ours, theirs)).toBe(kind);
});

test.each([
  ['8A', '8A', 'same'],
  ['8A', '8B', 'relative'],
  ['9A', '8A', 'fifth'],
  ['12B', '1B', 'fifth'],
  ['8A', '11B', 'parallel'],
  ['8B', '5A', 'parallel'],
  ['8A', '5B', 'other'],
  ['8A', '10A', 'other'],
] as const)('%s against %s is %s', (ours, theirs, kind) => {
  expect(keyKind(ours, theirs)).toBe(kind);
});

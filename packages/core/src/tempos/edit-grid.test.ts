import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import type { TempoSegment } from '../tracks/track-record.ts';
import { doubleGrid, halveGrid, setDownbeat, shiftGrid } from './edit-grid.ts';

const GRID: TempoSegment[] = [{ inizio_sec: 0.25, bpm: 120, metro: '4/4', battito: 1 }];
const [FIRST] = GRID;

/** Times of the first beats of bars, up to 8 seconds. */
function bars(tempos: readonly TempoSegment[]): number[] {
  return tempos.flatMap(({ inizio_sec, bpm, battito }, i) => {
    const end = tempos[i + 1]?.inizio_sec ?? 8;
    const beats = Math.floor(((end - inizio_sec) * bpm) / 60);
    return Array.from({ length: beats }, (_, beat) => beat)
      .filter((beat) => (battito - 1 + beat) % 4 === 0)
      .map((beat) => inizio_sec + (beat * 60) / bpm);
  });
}

describe('halveGrid', () => {
  it('keeps the first beats of bars', () => {
    const halved = halveGrid(GRID);
    expect(halved).toEqual([{ ...FIRST, bpm: 60 }]);
    for (const bar of bars(halved)) expect(bars(GRID)).toContain(bar);
  });

  it.each([
    [2, 0.75, 2],
    [3, 0.25, 2],
    [4, 0.75, 1],
  ])('starts at a beat that stays, from beat %i of the bar', (battito, start, beat) => {
    const halved = halveGrid([{ ...FIRST, battito }]);
    expect(halved).toEqual([{ ...FIRST, bpm: 60, inizio_sec: start, battito: beat }]);
    expect(bars([{ ...FIRST, battito }])).toEqual(expect.arrayContaining(bars(halved)));
  });

  it('refuses a tempo that nothing has', () => {
    expect(() => halveGrid([{ ...FIRST, bpm: 30 }])).toThrow(OptionError);
  });
});

describe('doubleGrid', () => {
  it.each([1, 2, 3, 4])('keeps all bar lines, from beat %i of the bar', (battito) => {
    const grid = [{ ...FIRST, battito }];
    const doubled = doubleGrid(grid);
    expect(doubled[0].bpm).toBe(240);
    expect(bars(doubled)).toEqual(expect.arrayContaining(bars(grid)));
  });

  it('refuses a tempo that nothing has', () => {
    expect(() => doubleGrid([{ ...FIRST, bpm: 210 }])).toThrow(OptionError);
  });
});

describe('shiftGrid', () => {
  it('moves all segments', () => {
    const later = { ...FIRST, inizio_sec: 60.25, bpm: 124 };
    expect(shiftGrid([FIRST, later], 0.01).map(({ inizio_sec }) => inizio_sec)).toEqual([0.26, 60.26]);
  });

  it('starts with a later beat if the grid would start before the track', () => {
    expect(shiftGrid(GRID, -0.5)).toEqual([{ ...FIRST, inizio_sec: 0.25, battito: 2 }]);
  });
});

describe('setDownbeat', () => {
  it.each([
    [0.25, 1],
    [0.7, 4],
    [1.3, 3],
    [2.2, 1],
    [0, 1],
  ])('moves the bar line to the beat at %s s', (timeS, battito) => {
    expect(setDownbeat(GRID, timeS)).toEqual([{ ...FIRST, battito }]);
  });

  it('moves the bar lines of all segments', () => {
    const later = { ...FIRST, inizio_sec: 4.25, battito: 1 };
    expect(setDownbeat([FIRST, later], 4.75).map(({ battito }) => battito)).toEqual([4, 4]);
  });

  it('returns no grid for none', () => {
    expect(setDownbeat([], 1)).toEqual([]);
  });
});

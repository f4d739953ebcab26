import { describe, expect, test } from 'vitest';
import type { DjGridAnchor } from '../model/dj-track.ts';
import { gridTempo } from './grid-tempo.ts';

const anchor = (timeS: number, bpm: number, beat = 1): DjGridAnchor => ({ timeS, bpm, metre: '4/4', beat });

/** Writes a constant tempo as Rekordbox does: an anchor at each beat whose millisecond leaves the printed line. */
function asRekordbox(startS: number, bpm: number, durationS: number): DjGridAnchor[] {
  const printed = Math.round(bpm * 100) / 100;
  const anchors: DjGridAnchor[] = [];
  for (let n = 0; startS + (n * 60) / bpm < durationS; n++) {
    const timeS = Math.round((startS + (n * 60) / bpm) * 1000) / 1000;
    const last = anchors.at(-1);
    if (last) {
      const beats = Math.round(((timeS - last.timeS) * printed) / 60);
      if (Math.abs(last.timeS + (beats * 60) / printed - timeS) < 0.001) continue;
    }
    anchors.push(anchor(timeS, printed, (n % 4) + 1));
  }
  return anchors;
}

describe('gridTempo', () => {
  test('is undefined without a usable anchor', () => {
    expect(gridTempo([])).toBeUndefined();
    expect(gridTempo([anchor(Number.NaN, 120), anchor(1, 0), anchor(1, Number.NaN), anchor(1, 1e9)])).toBeUndefined();
  });

  test.each([undefined, 300])('returns one anchor as it is, in a track of %s s', (durationS) => {
    const fitted = gridTempo([anchor(0.123, 127.99, 3)], { durationS });
    expect(fitted).toMatchObject({ isDynamic: false });
    expect(fitted?.bpm).toBeCloseTo(127.99, 6);
    expect(fitted?.segments).toHaveLength(1);
    expect(fitted?.segments[0]).toMatchObject({ beat: 3, metre: '4/4' });
    expect(fitted?.segments[0].timeS).toBeCloseTo(0.123, 6);
  });

  test.each([127.994, 128.0049, 150.005, 174.0333, 89.9951, 120])('finds %f BPM behind rounded anchors', (bpm) => {
    const durationS = 360;
    const grid = asRekordbox(0.0496, bpm, durationS);
    const fitted = gridTempo(grid, { durationS });
    expect(fitted).toMatchObject({ isDynamic: false });
    const [segment] = fitted?.segments ?? [];
    // no beat of the true grid is more than 1 ms away, at either end
    const lastBeat = Math.floor((durationS * bpm) / 60);
    for (const n of [0, lastBeat]) {
      expect(Math.abs(segment.timeS + (n * 60) / segment.bpm - (0.0496 + (n * 60) / bpm))).toBeLessThan(0.0015);
    }
  });

  test('keeps a tempo that changes, in few parts', () => {
    const grid = [anchor(0, 100), anchor(60, 100), anchor(120, 130), anchor(120 + 130 * (60 / 130), 130)];
    const fitted = gridTempo(grid, { durationS: 240 });
    expect(fitted).toMatchObject({ isDynamic: true });
    expect(fitted?.segments.map(({ timeS, bpm }) => [timeS, Math.round(bpm * 1e6) / 1e6])).toEqual([
      [0, 100],
      [120, 130],
    ]);
  });

  test('calls a live drummer dynamic, and stays within 2 ms of every anchor', () => {
    let timeS = 0.2;
    const grid = Array.from({ length: 600 }, (_, n) => {
      const bpm = Math.round((120 + 3 * Math.sin(n / 40)) * 100) / 100;
      const at = anchor(Math.round(timeS * 1000) / 1000, bpm, (n % 4) + 1);
      timeS += 60 / bpm;
      return at;
    });
    const fitted = gridTempo(grid, { durationS: timeS });
    expect(fitted?.isDynamic).toBe(true);
    expect(fitted?.residualMs).toBeLessThanOrEqual(2.001);
    expect(fitted?.segments.length).toBeLessThan(120);
    expect(fitted?.segments.length).toBeGreaterThan(5);
  });

  test('starts a new part where a DJ moved the beat', () => {
    const fitted = gridTempo([anchor(0, 120), anchor(60.1, 120, 1)], { durationS: 120 });
    expect(fitted?.segments.map(({ timeS }) => timeS)).toEqual([0, 60.1]);
  });

  test('takes several Bpm within 5 ms for one tempo', () => {
    const fitted = gridTempo([anchor(0, 120), anchor(1, 120.01), anchor(2, 119.99)], { durationS: 3 });
    expect(fitted).toMatchObject({ isDynamic: false });
    expect(fitted?.segments).toHaveLength(1);
  });

  test('reads anchors out of order, and at one time', () => {
    const fitted = gridTempo([anchor(10, 120), anchor(0, 60), anchor(0, 120)], { durationS: 20 });
    expect(fitted?.segments).toHaveLength(1);
    expect(fitted?.bpm).toBeCloseTo(120, 9);
  });
});

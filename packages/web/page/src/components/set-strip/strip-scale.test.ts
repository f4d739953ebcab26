import { expect, it } from 'vitest';
import { curveSteps, nextZoom, timeMarks, waveformPart } from './strip-scale.ts';

it('marks times at even steps with room between them', () => {
  expect(timeMarks(1, 0, 400)).toEqual([0, 120, 240, 360]);
  expect(timeMarks(10, 95, 125)).toEqual([100, 110, 120]);
  expect(timeMarks(0.001, 0, 7200)).toEqual([0, 3600, 7200]);
});

it('zooms in steps, never out of the set, and in to single beats', () => {
  expect(nextZoom(1, -1, 0.2)).toBe(1);
  expect(nextZoom(2, 1, 0.2)).toBe(4);
  expect(nextZoom(128, 1, 0.2)).toBe(128);
  expect(nextZoom(1, 1, 100)).toBe(1);
});

it('cuts a waveform at the times of its track', () => {
  const bands = Uint8Array.from({ length: 30 }, (_, i) => Math.floor(i / 3));
  expect([...waveformPart(bands, 100, 20, 40)]).toEqual([2, 2, 2, 3, 3, 3]);
  expect(waveformPart(bands, 100, 0, 1000)).toHaveLength(30);
});

it('draws a curve in steps, with gaps for what is unknown', () => {
  expect(curveSteps([120, null, 124], [0, 10, 20], 30)).toEqual([
    { startS: 0, endS: 10, value: 120 },
    { startS: 20, endS: 30, value: 124 },
  ]);
});

import { expect, it } from 'vitest';
import { bassTone, pitchClassOf } from './bass-tones.ts';

const tones = (...peaks: [hertz: number, magnitude: number][]) => ({
  count: peaks.length,
  hertz: Float64Array.from(peaks, ([hertz]) => hertz),
  magnitude: Float64Array.from(peaks, ([, magnitude]) => magnitude),
});

it.each([
  ['the lowest tone', tones([55, 0.5], [110, 1]), 9],
  ['the lowest one within 20 dB of the loudest', tones([55, 0.05], [130.81, 0.5], [440, 1]), 0],
])('finds %s', (_, peaks, expected) => {
  expect(pitchClassOf(bassTone(peaks) ?? Number.NaN, 0)).toBe(expected);
});

it.each([
  ['no tones', tones()],
  ['a melody alone', tones([440, 1], [523, 0.5])],
  ['a rumble far below the melody', tones([60, 0.01], [440, 1])],
])('finds no bass in %s', (_, peaks) => {
  expect(bassTone(peaks)).toBeUndefined();
});

it('rounds in the tuning of the track', () => {
  expect(pitchClassOf(11.6, 0)).toBe(0);
  expect(pitchClassOf(11.6, 0.4)).toBe(11);
  expect(pitchClassOf(-15, 0)).toBe(9);
});

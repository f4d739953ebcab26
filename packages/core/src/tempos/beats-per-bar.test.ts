import { expect, it } from 'vitest';
import { beatsPerBar } from './beats-per-bar.ts';

it.each([
  ['4/4', 4],
  ['3/4', 3],
  ['7/8', 7],
  ['3/8', 3],
  ['6/8', 2],
  ['12/8', 4],
  ['0/4', undefined],
  ['waltz', undefined],
])('counts the beats of %s as the BPM does', (metre, beats) => {
  expect(beatsPerBar(metre)).toBe(beats);
});

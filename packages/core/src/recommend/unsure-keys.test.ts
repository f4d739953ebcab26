import { expect, it } from 'vitest';
import { mixTrack } from './mix-track.ts';
import { unsureKeys } from './unsure-keys.ts';

const key = (name?: string, confidence?: number, others: readonly (readonly [string, number])[] = []) =>
  mixTrack('/a.mp3', {
    key: name,
    key_confidence: confidence,
    key_candidates: others.map(([other, probability]) => ({ key: other, confidence: probability })),
  });

it.each([
  ['sure keys that mix', key('8A', 0.9), key('9A'), false, false],
  ['sure keys that clash', key('8B', 0.9), key('6A', 0.9), false, false],
  ['a key that is less likely than others', key('8B', 0.4), key('8B'), true, false],
  ['clashing keys of which the first is less sure', key('8B', 0.5, [['7A', 0.4]]), key('6A', 0.9), true, false],
  ['clashing keys of which the second is less sure', key('8B', 0.9), key('6A', 0.5, [['8A', 0.4]]), false, true],
  ['clashing keys that are equally sure', key('8B', 0.6), key('6A', 0.6), true, true],
  ['an unknown key', key(), key('6A', 0.3), false, true],
  ['no keys', key(), key(), false, false],
])('knows %s', (_, a, b, from, to) => {
  expect(unsureKeys(a, b)).toEqual({ from, to });
});

import { expect, it } from 'vitest';
import type { CamelotKey } from '../keys/camelot.ts';
import type { MixTrack } from '../recommend/mix-track.ts';
import { scoreWeights } from '../recommend/score-weights.ts';
import { clashCost } from './clash-cost.ts';

const track = (bpm: number, ...keys: [CamelotKey, number][]): MixTrack => ({
  path: '',
  tags: [],
  tempos: [{ value: bpm, probability: 1 }],
  keys: keys.map(([value, probability]) => ({ value, probability })),
  state: 'playable',
});
const weights = scoreWeights({ ann: 0.5, tempo: 0.3, key: 0.2 });

it.each([
  ['neither clashes', track(120, ['8A', 1]), track(126, ['9A', 1]), 0],
  ['tempos clash', track(120, ['8A', 1]), track(130, ['8A', 1]), 0.3],
  ['half time mixes', track(120, ['8A', 1]), track(61, ['8A', 1]), 0],
  ['keys clash', track(120, ['8A', 1]), track(120, ['2A', 1]), 0.2],
  ['both clash', track(120, ['8A', 1]), track(140, ['2A', 1]), 0.5],
  ['a key is unknown', track(120, ['8A', 1]), track(120), 0.14],
  ['the likeliest key mixes', track(120, ['8A', 1]), track(120, ['8A', 0.4], ['2A', 0.3], ['3A', 0.3]), 0],
])('%s', (_, from, to, cost) => {
  expect(clashCost({ from, to }, weights)).toBeCloseTo(cost, 9);
});

it('counts only parts that have a weight', () => {
  expect(clashCost({ from: track(120), to: track(140) }, scoreWeights({ ann: 1 }))).toBe(0);
});

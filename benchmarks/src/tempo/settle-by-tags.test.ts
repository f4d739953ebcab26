import { feltTempos } from '@rbassist/analyze';
import { expect, it } from 'vitest';
import { settledTempo } from './settle-by-tags.ts';

const CANDIDATES = [
  { bpm: 87, confidence: 0.6 },
  { bpm: 174, confidence: 0.3 },
];

it('takes the tempo that the style makes the most likely', () => {
  const { bpm, confidence } = settledTempo(CANDIDATES, feltTempos('Drum & Bass'), 1);
  expect(bpm).toBe(174);
  expect(confidence).toBeCloseTo((0.9 * 9 * 0.3) / (9 * 0.3 + 0.6), 2);
  expect(settledTempo(CANDIDATES, feltTempos('Drum & Bass'), 0.25)).toMatchObject({ bpm: 87 });
});

it('changes nothing without a style', () => {
  expect(settledTempo(CANDIDATES, [], 1)).toEqual(CANDIDATES[0]);
});

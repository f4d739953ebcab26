import { expect, it } from 'vitest';
import { judgementsFromStars } from './2026-11-judgements-from-stars.ts';
import { optimizeWeights } from './index.ts';

const mix = (from: string, stars: number, key: number) => ({ from, stars, parts: { key, tempo: 0.5 } });

it('prefers more stars, says nothing of equal ones, and keeps mixes of one track together', () => {
  expect(judgementsFromStars([mix('a', 5, 1), mix('b', 2, 0.2), mix('c', 2, 0.3)])).toEqual([
    { seed: 'stars 1', better: { key: 1, tempo: 0.5 }, worse: { key: 0.2, tempo: 0.5 } },
    { seed: 'stars 1', better: { key: 1, tempo: 0.5 }, worse: { key: 0.3, tempo: 0.5 } },
  ]);
  const same = Array.from({ length: 8 }, (_, i) => mix('a', 1 + (i % 2), i / 10));
  expect(new Set(judgementsFromStars([...same, mix('b', 5, 1)]).map(({ seed }) => seed))).toEqual(new Set(['stars 1']));
  expect(judgementsFromStars([])).toEqual([]);
});

it('teaches the weights, without a mix in two groups', () => {
  const mixes = Array.from({ length: 60 }, (_, i) => ({
    from: `track ${i}`,
    stars: 1 + (i % 5),
    parts: { key: (i % 5) / 5, tempo: ((i * 7) % 11) / 11 },
  }));
  const { weights, verdict } = optimizeWeights(judgementsFromStars(mixes));
  expect(weights.key).toBeGreaterThan(weights.tempo);
  expect(verdict).toBe('better');
});

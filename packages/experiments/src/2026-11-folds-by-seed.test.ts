import { expect, it } from 'vitest';
import { foldsBySeed } from './2026-11-folds-by-seed.ts';

it('keeps a seed in one fold, fills folds evenly, and ignores the order', () => {
  const seeds = ['a', 'b', 'a', 'c', 'a', 'd', 'b', 'e'];
  expect(foldsBySeed(seeds, 2)).toEqual([0, 1, 0, 1, 0, 0, 1, 1]);
  expect(foldsBySeed(seeds.toReversed(), 2)).toEqual([0, 1, 0, 1, 0, 0, 1, 1].toReversed());
});

it('makes fewer folds for few seeds', () => {
  expect(foldsBySeed(['b', 'a', 'b'], 5)).toEqual([0, 1, 0]);
  expect(foldsBySeed([], 5)).toEqual([]);
});

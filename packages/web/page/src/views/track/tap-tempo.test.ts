import { expect, it } from 'vitest';
import { addTap, tappedBpm } from './tap-tempo.ts';

const tapAll = (times: readonly number[]) => times.reduce<number[]>(addTap, []);

it('hears the tempo of even taps', () => {
  expect(tappedBpm(tapAll([0, 500, 1000, 1500, 2000]))).toBeCloseTo(120);
});

it('is not moved far by one uneven tap', () => {
  const taps = [0, 500, 1000, 1500, 2060, 2500, 3000, 3500];
  expect(Math.abs(tappedBpm(tapAll(taps))! - 120)).toBeLessThan(0.5);
});

it('waits for four taps, and forgets those before a pause', () => {
  expect(tappedBpm(tapAll([0, 500, 1000]))).toBeUndefined();
  expect(tapAll([0, 500, 1000, 6000, 6400])).toEqual([6000, 6400]);
});

it('listens to the last sixteen taps', () => {
  const slow = Array.from({ length: 20 }, (_, i) => i * 600);
  const fast = Array.from({ length: 16 }, (_, i) => 11_400 + (i + 1) * 400);
  expect(tapAll([...slow, ...fast])).toHaveLength(16);
  expect(tappedBpm(tapAll([...slow, ...fast]))).toBeCloseTo(150);
});

import { seededRandom } from '@rbassist/testing/random';
import { expect, it } from 'vitest';
import { meanInterval, shareInterval } from './2026-11-interval.ts';

it("is Wilson's for independent judgements", () => {
  const scores = [...Array(8).fill(1), ...Array(2).fill(0)];
  const groups = scores.map((_, i) => `${i}`);
  const { value, low, high } = shareInterval(scores, groups);
  expect(value).toBe(0.8);
  // the design effect of ten groups is 10/9
  expect(low).toBeCloseTo(0.471, 2);
  expect(high).toBeCloseTo(0.949, 2);
});

it('never claims certainty from few judgements', () => {
  expect(shareInterval([1, 1, 1, 1], ['a', 'b', 'c', 'd'])).toMatchObject({ value: 1, high: 1 });
  expect(shareInterval([1, 1, 1, 1], ['a', 'b', 'c', 'd']).low).toBeLessThan(0.6);
});

it('is wider if judgements of a seed resemble each other', () => {
  const scores = Array.from({ length: 100 }, (_, i) => (i % 10 < 6 ? 1 : 0));
  const alone = shareInterval(
    scores,
    scores.map((_, i) => `${i}`),
  );
  const alike = shareInterval(
    scores,
    scores.map((_, i) => `${i % 10}`),
  );
  expect(alike.high - alike.low).toBeGreaterThan(2 * (alone.high - alone.low));
});

it('contains the true mean in about 95 of 100 samples', () => {
  const random = seededRandom(3);
  const samples = Array.from({ length: 400 }, () =>
    Array.from({ length: 150 }, () => (random() < 0.2 ? 1 : random() < 0.25 ? -1 : 0)),
  );
  const hits = samples.filter((values) => {
    const { low, high } = meanInterval(
      values,
      values.map((_, i) => `${i}`),
    );
    return low <= 0 && high >= 0;
  });
  expect(hits.length / samples.length).toBeGreaterThan(0.92);
  expect(hits.length / samples.length).toBeLessThan(0.98);
});

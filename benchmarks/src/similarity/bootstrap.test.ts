import { describe, expect, it } from 'vitest';
import { differences, drawLabels, estimate } from './bootstrap.ts';

function outcomes(label: string, ...values: number[]) {
  return values.map((value) => ({ label, value }));
}

describe('a bootstrap over labels', () => {
  it('draws as many labels as there are, the same each time', () => {
    const draws = drawLabels(['a', 'b', 'b', 'c']);
    expect(draws.every((draw) => [...draw.values()].reduce((sum, times) => sum + times, 0) === 3)).toBe(true);
    expect(drawLabels(['c', 'b', 'a'])).toEqual(draws);
  });

  it('has the mean over queries inside the interval', () => {
    const results = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((label, i) => outcomes(label, i / 5, i / 5));
    const { mean, interval } = estimate(results, drawLabels(results.map(({ label }) => label)));
    expect(mean).toBeCloseTo(0.5);
    expect(interval[0]).toBeGreaterThan(0.1);
    expect(interval[0]).toBeLessThan(0.35);
    expect(interval[1]).toBeCloseTo(1 - interval[0], 1);
  });

  it('has an interval as wide as the labels differ, however many tracks each has', () => {
    const [few, many] = [2, 50].map((size) => {
      const results = ['a', 'b', 'c', 'd'].flatMap((label, i) => outcomes(label, ...Array(size).fill(i % 2)));
      return estimate(results, drawLabels(['a', 'b', 'c', 'd']));
    });
    expect(many).toEqual(few);
  });

  it('finds a constant gain in differing labels', () => {
    const before = ['a', 'b', 'c'].flatMap((label, i) => outcomes(label, i / 4, i / 4));
    const after = before.map(({ label, value }) => ({ label, value: value + 0.25 }));
    const gain = estimate(differences(after, before), drawLabels(['a', 'b', 'c']));
    expect(gain).toEqual({ mean: 0.25, interval: [0.25, 0.25] });
  });

  it('is NaN without queries', () => {
    expect(estimate([], drawLabels(['a']))).toEqual({ mean: Number.NaN, interval: [Number.NaN, Number.NaN] });
  });
});

import { describe, expect, it } from 'vitest';
import { differences, drawGroups, estimate } from './bootstrap.ts';

function outcomes(group: string, ...values: number[]) {
  return values.map((value) => ({ group, value }));
}

describe('a bootstrap over groups', () => {
  it('draws as many groups as there are, the same each time', () => {
    const draws = drawGroups(['a', 'b', 'b', 'c']);
    expect(draws.every((draw) => [...draw.values()].reduce((sum, times) => sum + times, 0) === 3)).toBe(true);
    expect(drawGroups(['c', 'b', 'a'])).toEqual(draws);
  });

  it('has the mean over queries inside the interval', () => {
    const results = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((group, i) => outcomes(group, i / 5, i / 5));
    const { mean, interval } = estimate(results, drawGroups(results.map(({ group }) => group)));
    expect(mean).toBeCloseTo(0.5);
    expect(interval[0]).toBeGreaterThan(0.1);
    expect(interval[0]).toBeLessThan(0.35);
    expect(interval[1]).toBeCloseTo(1 - interval[0], 1);
  });

  it('has an interval as wide as the groups differ, however many tracks each has', () => {
    const [few, many] = [2, 50].map((size) => {
      const results = ['a', 'b', 'c', 'd'].flatMap((group, i) => outcomes(group, ...Array(size).fill(i % 2)));
      return estimate(results, drawGroups(['a', 'b', 'c', 'd']));
    });
    expect(many).toEqual(few);
  });

  it('finds a constant gain in differing groups', () => {
    const before = ['a', 'b', 'c'].flatMap((group, i) => outcomes(group, i / 4, i / 4));
    const after = before.map(({ group, value }) => ({ group, value: value + 0.25 }));
    const gain = estimate(differences(after, before), drawGroups(['a', 'b', 'c']));
    expect(gain).toEqual({ mean: 0.25, interval: [0.25, 0.25] });
  });

  it('draws the groups of the outcomes by default, not tracks', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1));
    const alone = estimate(values.map((value, i) => ({ group: String(i), value })));
    const together = estimate(values.map((value) => ({ group: String(value), value })));
    expect(together.interval).toEqual([0, 1]);
    expect(alone.interval[0]).toBeGreaterThan(0.35);
  });

  it('is NaN without queries', () => {
    expect(estimate([], drawGroups(['a']))).toEqual({ mean: Number.NaN, interval: [Number.NaN, Number.NaN] });
  });
});

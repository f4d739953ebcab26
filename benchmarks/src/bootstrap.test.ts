import { describe, expect, it } from 'vitest';
import { bootstrapMean } from './bootstrap.ts';

describe('bootstrapMean', () => {
  it('has the mean of all tracks inside its interval', () => {
    const outcomes = Array.from({ length: 40 }, (_, i) => ({ group: `package ${i % 8}`, value: (i % 8) / 7 }));
    const { mean, interval } = bootstrapMean(outcomes);
    expect(mean).toBeCloseTo(0.5, 10);
    expect(interval[0]).toBeLessThan(0.4);
    expect(interval[1]).toBeGreaterThan(0.6);
    expect(bootstrapMean(outcomes)).toEqual({ mean, interval });
  });

  it('draws groups, not tracks', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1));
    const alone = bootstrapMean(values.map((value, i) => ({ group: String(i), value })));
    const together = bootstrapMean(values.map((value) => ({ group: String(value), value })));
    expect(together.interval).toEqual([0, 1]);
    expect(alone.interval[0]).toBeGreaterThan(0.35);
  });
});

import { describe, expect, it } from 'vitest';
import { round, toSignificant } from './round.ts';

describe('rounding', () => {
  it('round keeps the given number of decimals', () => {
    expect(round(127.9966, 2)).toBe(128);
    expect(round(-0.0004, 3)).toBe(-0);
    expect(round(1.005, 1)).toBe(1);
  });

  it('toSignificant keeps three digits, wherever the point is', () => {
    expect([0.000123456, 55.1234, 110.987].map(toSignificant)).toEqual([0.000123, 55.1, 111]);
  });
});

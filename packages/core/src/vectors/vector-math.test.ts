import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { cosineDistance, dot, isFiniteVector, meanVector, norm, unit } from './vector-math.ts';

describe('vectors', () => {
  it('works for lengths that are not a multiple of four', () => {
    for (let length = 0; length < 11; length++) {
      const ramp = Float32Array.from({ length }, (_, i) => i + 1);
      expect(dot(ramp, ramp)).toBe((length * (length + 1) * (2 * length + 1)) / 6);
    }
  });

  it('measures direction, not length', () => {
    expect(cosineDistance(Float32Array.of(1, 0), Float32Array.of(5, 0))).toBe(0);
    expect(cosineDistance(Float32Array.of(1, 0), Float32Array.of(0, 2))).toBe(1);
    expect(cosineDistance(Float32Array.of(1, 0), Float32Array.of(-3, 0))).toBe(2);
    expect(cosineDistance(new Float32Array(2), Float32Array.of(1, 0))).toBe(1);
  });

  it('makes unit vectors and does not change zeros', () => {
    expect(norm(unit(Float32Array.of(3, 4)))).toBeCloseTo(1, 6);
    expect(unit(new Float32Array(2))).toEqual(new Float32Array(2));
  });

  it('averages, and refuses an empty list or unequal lengths', () => {
    expect(meanVector([Float32Array.of(1, 2), Float32Array.of(3, 6)])).toEqual(Float32Array.of(2, 4));
    expect(() => meanVector([])).toThrow(OptionError);
    expect(() => meanVector([new Float32Array(1), new Float32Array(2)])).toThrow(OptionError);
  });

  it('detects values that are not finite', () => {
    expect(isFiniteVector([1, 2])).toBe(true);
    expect(isFiniteVector([1, Number.NaN])).toBe(false);
    expect(isFiniteVector([Number.POSITIVE_INFINITY])).toBe(false);
  });
});

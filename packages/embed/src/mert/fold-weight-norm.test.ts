import { describe, expect, it } from 'vitest';
import { foldWeightNorm } from './fold-weight-norm.ts';

describe('foldWeightNorm', () => {
  it('scales the directions of each tap to its magnitude', () => {
    // two outputs, one input, three taps; the third has no direction
    const folded = foldWeightNorm(Float32Array.of(10, 2, 7), Float32Array.of(3, 1, 0, 4, 0, 0));
    expect([...folded]).toEqual([6, 2, 0, 8, 0, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { measureBoundaries } from './boundary-measure.ts';

describe('measureBoundaries', () => {
  // the figures come from mir_eval, segment.detection(…, trim=True)
  it.each([
    [[10, 20, 30], [10.2, 19, 31, 50], 0.5, 1 / 4, 1 / 3],
    [[10, 20, 30], [10.2, 19, 31, 50], 3, 3 / 4, 1],
    [[10, 11], [10.5, 10.9, 11.4], 0.5, 2 / 3, 1],
  ])('matches %j with %j within %d s', (reference, estimate, windowS, precision, recall) => {
    const found = measureBoundaries(reference, estimate, windowS);
    expect(found.precision).toBeCloseTo(precision, 10);
    expect(found.recall).toBeCloseTo(recall, 10);
    expect(found.f).toBeCloseTo((2 * precision * recall) / (precision + recall), 10);
  });

  it('is 0 without boundaries', () => {
    expect(measureBoundaries([], [], 3).f).toBe(0);
    expect(measureBoundaries([10], [], 3).f).toBe(0);
  });
});

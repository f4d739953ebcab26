import { describe, expect, it } from 'vitest';
import { thresholdFigures } from './threshold-figures.ts';

describe('thresholdFigures', () => {
  it('counts found and missed pairs at a threshold', () => {
    const pairs = [
      { same: true, measure: 0.1 },
      { same: false, measure: 0.2 },
      { same: true, measure: 0.3 },
    ];
    expect(thresholdFigures(pairs, 4, [0, 0.1, 0.2, 0.3])).toEqual([
      { threshold: 0, precision: 1, recall: 0 },
      { threshold: 0.1, precision: 1, recall: 0.25 },
      { threshold: 0.2, precision: 0.5, recall: 0.25 },
      { threshold: 0.3, precision: 2 / 3, recall: 0.5 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { recommend } from './recommend.ts';
import type { RecommendOptions } from './recommend-options.ts';
import { at, inputOf, pathsOf } from './test-library.ts';

const FITS = { seed: 0.1, a: 0.9, b: 0.4, c: Number.NaN, d: 0.6 };

/** Recommends tracks that fit words so well, the nearest first. */
function ask(options?: RecommendOptions, fits: Record<string, number> | null = FITS) {
  const tracks = Object.fromEntries(
    Object.keys(FITS).map((path, i) => [path, { bpm: 120, key: '8A', vector: at(10 * i) }]),
  );
  return recommend(
    { ...inputOf(tracks, ['seed']), ...(fits && { fits: Float32Array.from(Object.values(fits)) }) },
    options,
  );
}

describe('the fit to words', () => {
  it('removes tracks that fit less than the limit, or not at all', () => {
    const outcome = ask();
    expect(pathsOf(outcome)).toEqual(['a', 'd']);
    expect(outcome.filtered.words).toBe(2);
    expect(outcome.recommendations.map(({ fit }) => fit?.toFixed(1))).toEqual(['0.9', '0.6']);
    expect(outcome.recommendations[0].score).toBeUndefined();
    expect(pathsOf(ask({ minFit: 0 }))).toEqual(['a', 'b', 'd']);
    expect(pathsOf(ask({ minFit: 0.95 }))).toEqual([]);
  });

  it('tells the limit that finds more', () => {
    expect(ask({ minFit: 0.7 }).widenings).toEqual([{ options: { minFit: 0.6 }, more: 1 }]);
    expect(ask({ minFit: 0 }).widenings).toEqual([]);
  });

  it('counts by its weight beside the parts', () => {
    const parted = ask({ minFit: 0, weights: { ann: 1 } }).recommendations;
    const { recommendations } = ask({ minFit: 0, weights: { ann: 1 }, fitWeight: 3 });
    expect(pathsOf(ask({ minFit: 0, fitWeight: 100 }))).toEqual(['a', 'd', 'b']);
    for (const { path, score, fit } of recommendations) {
      const alone = parted.find((each) => each.path === path)?.score ?? Number.NaN;
      expect(score).toBeCloseTo((alone + 3 * (fit ?? Number.NaN)) / 4, 6);
    }
  });

  it('is nothing without words', () => {
    const outcome = ask({ fitWeight: 5 }, null);
    expect(pathsOf(outcome)).toEqual(['a', 'b', 'c', 'd']);
    expect(outcome.filtered.words).toBe(0);
    expect(outcome.recommendations[0]).not.toHaveProperty('fit');
    expect(outcome.recommendations[0]).not.toHaveProperty('score');
    expect(() => ask({ minFit: 2 })).toThrow(OptionError);
    expect(() => ask({ fitWeight: -1 })).toThrow(OptionError);
  });
});

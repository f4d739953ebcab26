import { WEIGHT_PRESETS } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { mostInformative } from './index.ts';

const weights = { ...WEIGHT_PRESETS.balanced, ann: 0, tempo: 0.5, key: 0.5, energy: 0, loudness: 0, tags: 0 };
const fast = { path: 'fast', parts: { tempo: 1, key: 0 } };
const fitting = { path: 'fitting', parts: { tempo: 0, key: 1 } };
const both = { path: 'both', parts: { tempo: 1, key: 1 } };
const nearlyFast = { path: 'nearly fast', parts: { tempo: 0.99, key: 0 } };
const pathsOf = (questions: ReturnType<typeof mostInformative>) =>
  questions.map(({ seed, candidates }) => [seed, ...candidates.map(({ path }) => path)]);

describe('the most informative question', () => {
  it('has close scores and different parts', () => {
    const candidates = [both, nearlyFast, fitting, fast];
    expect(pathsOf(mostInformative([{ seed: 's', candidates }], weights))).toEqual([['s', 'fast', 'fitting']]);
  });

  it('comes first, and each seed has one', () => {
    const seeds = [
      { seed: 'clear', candidates: [both, fast] },
      { seed: 'close', candidates: [fast, fitting] },
    ];
    const expected = [
      ['close', 'fast', 'fitting'],
      ['clear', 'both', 'fast'],
    ];
    expect(pathsOf(mostInformative(seeds, weights))).toEqual(expected);
    expect(pathsOf(mostInformative(seeds.toReversed(), weights))).toEqual(expected);
  });

  it('was not asked before', () => {
    const isAsked = (seed: string, a: string, b: string) => `${seed} ${a} ${b}` === 's fast fitting';
    const candidates = [fitting, fast, nearlyFast];
    expect(pathsOf(mostInformative([{ seed: 's', candidates }], weights, isAsked))).toEqual([
      ['s', 'fitting', 'nearly fast'],
    ]);
  });

  it('is none for a single candidate, or equal ones', () => {
    const twin = { ...fast, path: 'twin' };
    expect(mostInformative([{ seed: 's', candidates: [fast] }], weights)).toEqual([]);
    expect(mostInformative([{ seed: 's', candidates: [fast, twin] }], weights)).toEqual([]);
    expect(mostInformative([{ seed: 's', candidates: [] }], weights)).toEqual([]);
  });

  it('is clearer to a sharper judge', () => {
    const seeds = [{ seed: 's', candidates: [both, fast] }];
    const [dull] = mostInformative(seeds, weights, undefined, 1);
    const [sharp] = mostInformative(seeds, weights, undefined, 50);
    expect(sharp.information).toBeLessThan(dull.information);
  });
});

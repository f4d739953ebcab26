import { OptionError, RbassistError, SCORE_PARTS, type ScoreWeights, WEIGHT_PRESETS } from '@rbassist/core';
import { below, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { type Judgement, optimizeWeights, type PartValues } from './index.ts';

const SEEDS = 60;

function randomParts(random: Random): Required<PartValues> {
  return Object.fromEntries(SCORE_PARTS.map((part) => [part, random()])) as Required<PartValues>;
}

/** Random weights with a sum of 1: a point of the simplex, all equally likely. */
function hiddenWeights(random: Random): ScoreWeights {
  const raw = SCORE_PARTS.map(() => -Math.log(1 - random()));
  const sum = raw.reduce((total, value) => total + value, 0);
  return Object.fromEntries(SCORE_PARTS.map((part, i) => [part, raw[i] / sum])) as ScoreWeights;
}

function score(parts: PartValues, weights: ScoreWeights): number {
  return SCORE_PARTS.reduce((sum, part) => sum + weights[part] * (parts[part] ?? 0), 0);
}

/** Judgements by hidden weights. A difference of `noise` in score is judged right with a probability of 73 %. */
function judged(random: Random, weights: ScoreWeights, noise: number, count: number): Judgement[] {
  return Array.from({ length: count }, () => {
    const [a, b] = [randomParts(random), randomParts(random)];
    const isBetter = 1 / (1 + Math.exp(-(score(a, weights) - score(b, weights)) / noise));
    const [better, worse] = random() < isBetter ? [a, b] : [b, a];
    return { seed: `seed ${below(random, SEEDS)}`, better, worse };
  });
}

function agreement(judgements: readonly Judgement[], weights: ScoreWeights): number {
  const agreed = judgements.filter(({ better, worse }) => score(better, weights) > score(worse, weights));
  return agreed.length / judgements.length;
}

describe('500 noisy judgements', () => {
  const cases = [0.02, 0.05, 0.1].flatMap((noise) => [1, 2, 3].map((seed) => [noise, seed] as const));

  it.each(cases)('with noise %d recover hidden weights within 2 points of agreement (seed %d)', (noise, seed) => {
    const random = seededRandom(seed);
    const hidden = hiddenWeights(random);
    const { weights, verdict, agreement: measured } = optimizeWeights(judged(random, hidden, noise, 500));
    const fresh = judged(random, hidden, noise, 10_000);
    expect(agreement(fresh, weights)).toBeGreaterThan(agreement(fresh, hidden) - 0.02);
    expect(verdict).toBe('better');
    // cross-validation predicts the agreement on fresh judgements
    expect(measured?.learned.low).toBeLessThan(agreement(fresh, weights));
    expect(measured?.learned.high).toBeGreaterThan(agreement(fresh, weights) - 0.01);
    expect(SCORE_PARTS.reduce((sum, part) => sum + weights[part], 0)).toBeCloseTo(1, 12);
    for (const part of SCORE_PARTS) expect(weights[part]).toBeGreaterThanOrEqual(0);
  });

  it('with random answers teach nothing, and it says so', () => {
    const verdicts = Array.from({ length: 12 }, (_, seed) => {
      const random = seededRandom(seed);
      return optimizeWeights(judged(random, hiddenWeights(random), 1e9, 500)).verdict;
    });
    expect(verdicts).not.toContain('better');
    // an interval of 95 % may miss once
    expect(verdicts.filter((verdict) => verdict === 'chance').length).toBeGreaterThanOrEqual(11);
  });

  it('of a person who agrees with the initial weights do not beat them', () => {
    const random = seededRandom(7);
    const result = optimizeWeights(judged(random, WEIGHT_PRESETS.tight, 0.05, 500), WEIGHT_PRESETS.tight);
    expect(result.verdict).toBe('no-better');
    expect(result.agreement?.initial.value).toBeGreaterThan(0.7);
    expect(Math.abs(result.agreement?.gain.value ?? 1)).toBeLessThan(0.02);
  });

  it('give the same weights in any order', () => {
    const random = seededRandom(8);
    const judgements = judged(random, hiddenWeights(random), 0.1, 120).map((judgement, i) =>
      i % 3 === 0 ? { ...judgement, seed: undefined } : judgement,
    );
    expect(optimizeWeights(judgements.toReversed())).toEqual(optimizeWeights(judgements));
  });

  it('of one seed are learned from, but not measured', () => {
    const random = seededRandom(9);
    const judgements = judged(random, hiddenWeights(random), 0.05, 100).map((each) => ({ ...each, seed: 'only' }));
    const result = optimizeWeights(judgements);
    expect(result).toMatchObject({ verdict: 'unmeasured', seeds: 1 });
    expect(result.agreement).toBeUndefined();
  });

  it('that contradict every weight leave the initial ones', () => {
    const judgements = Array.from({ length: 40 }, (_, i) => ({
      seed: `${i}`,
      better: { key: 0.1, tempo: 0.1 },
      worse: { key: 0.9 - i / 100, tempo: 0.8 },
    }));
    const { weights, verdict, sharpness } = optimizeWeights(judgements, { key: 1, tempo: 3 });
    expect(weights).toMatchObject({ key: 0.25, tempo: 0.75, ann: 0 });
    expect({ verdict, sharpness }).toEqual({ verdict: 'chance', sharpness: 0 });
  });
});

describe('judgements', () => {
  const random = seededRandom(1);
  const judgements = judged(random, WEIGHT_PRESETS.balanced, 0.1, 40);
  const [first] = judgements;

  it('are counted once if repeated, and compared if judged both ways', () => {
    const opposite = { seed: first.seed, better: first.worse, worse: first.better };
    const same = { seed: first.seed, better: first.better, worse: first.better };
    const result = optimizeWeights([...judgements, first, first, opposite, same]);
    expect(result).toMatchObject({ judgements: 41, duplicates: 2, contradictions: 1, equal: 1 });
  });

  it('that contradict each other teach nothing', () => {
    const both = judgements.flatMap(({ seed, better, worse }) => [
      { seed, better, worse },
      { seed, better: worse, worse: better },
    ]);
    expect(optimizeWeights(both)).toMatchObject({ verdict: 'chance', contradictions: 40 });
  });

  it('name the parts that they say nothing about', () => {
    const constant = judgements.map(({ seed, better, worse }) => ({
      seed,
      better: { ...better, bass: 0.5, rhythm: undefined },
      worse: { ...worse, bass: 0.5, rhythm: undefined },
    }));
    expect(optimizeWeights(constant).untested).toEqual(['bass', 'rhythm']);
  });

  it.each([
    [
      'too few',
      judgements.slice(0, 19),
      '20 different judgements or more, of candidates with different values; there are 19.',
    ],
    ['none', [], 'there are 0.'],
    ['repeated', Array.from({ length: 30 }, () => first), '1 of 30 can be used.'],
    ['all equal', judgements.map(({ seed, better }) => ({ seed, better, worse: better })), '0 of 40 can be used.'],
  ])('are refused if there are too few: %s', (_, given, message) => {
    const attempt = () => optimizeWeights(given);
    expect(attempt).toThrow(RbassistError);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code: 'too-few-judgements' }));
  });

  it.each([
    [
      'NaN',
      { better: { key: Number.NaN }, worse: { key: 0 } },
      'judgements[40].better.key must be from 0 to 1, not NaN.',
    ],
    ['above 1', { better: { key: 1 }, worse: { key: 1.5 } }, 'judgements[40].worse.key must be from 0 to 1, not 1.5.'],
    ['text', { better: { key: '1' }, worse: { key: 0 } }, 'judgements[40].better.key must be from 0 to 1, not "1".'],
    ['an unknown part', { better: { keys: 1 }, worse: { keys: 0 } }, 'Unknown option "judgements[40].better.keys"'],
    [
      'a part of one side',
      { better: { key: 1, tempo: 1 }, worse: { tempo: 0 } },
      'judgements[40].worse.key is missing, but the other candidate has it.',
    ],
    ['a missing side', { better: { key: 1 } }, 'judgements[40].worse must be an object, not undefined.'],
    ['no object', null, 'judgements[40] must be an object, not null.'],
    ['a list', { better: [1], worse: [0] }, 'judgements[40].better must be an object, not a list.'],
    ['a blank seed', { seed: '', better: { key: 1 }, worse: { key: 0 } }, 'judgements[40].seed must be a string'],
  ])('are refused with %s', (_, odd, message) => {
    const attempt = () => optimizeWeights([...judgements, odd as never]);
    expect(attempt).toThrow(OptionError);
    expect(attempt).toThrow(message);
  });

  it.each([
    [{ key: -1 }, 'initial.key must be 0 or more, not -1.'],
    [{ key: Number.NaN }, 'initial.key must be 0 or more, not NaN.'],
    [{ key: 0 }, 'initial must have a weight above 0.'],
    [{ keys: 1 } as never, 'Unknown option "initial.keys"'],
  ])('are not learned from initial weights %j', (initial, message) => {
    expect(() => optimizeWeights(judgements, initial)).toThrow(message);
  });

  it.each([[{ folds: 1 }], [{ folds: 2.5 }], [{ fold: 3 } as never]])('are not divided by %j', (options) => {
    expect(() => optimizeWeights(judgements, WEIGHT_PRESETS.balanced, options)).toThrow(OptionError);
  });
});

import {
  checkOptions,
  RbassistError,
  SCORE_PARTS,
  type ScorePartName,
  type ScoreWeights,
  WEIGHT_PRESETS,
  wholeFrom,
  withDefaults,
} from '@rbassist/core';
import { type Difference, differencesOf, type Judgement } from './2026-11-differences.ts';
import { dotProduct, fitLogistic, fitScale, meanLoss } from './2026-11-fit-logistic.ts';
import { foldsBySeed } from './2026-11-folds-by-seed.ts';
import { type Interval, meanInterval, shareInterval } from './2026-11-interval.ts';
import { wholeWeights } from './2026-11-whole-weights.ts';

/** Options of {@link optimizeWeights}. */
export interface OptimizeWeightsOptions {
  /** Parts of the cross-validation, 2 or more. @default 5 */
  folds?: number;
}

/** Defaults of {@link OptimizeWeightsOptions}. */
export const OPTIMIZE_WEIGHTS_DEFAULTS = { folds: 5 } as const satisfies Required<OptimizeWeightsOptions>;

/**
 * Result of a comparison on judgements that were not used to learn: `better` than the initial weights, `no-better` than
 * them, no better than `chance`, or `unmeasured`, since all judgements are of one seed.
 */
export type WeightsVerdict = 'better' | 'no-better' | 'chance' | 'unmeasured';

/** Result of {@link optimizeWeights}. */
export interface OptimizedWeights {
  /** Learned weights, 0 or more; their sum is 1. */
  weights: ScoreWeights;
  /** Log odds of a judgement per unit of score: high for a person who judges as the scores say. */
  sharpness: number;
  verdict: WeightsVerdict;
  /** Share of judgements that weights agree with, 0..1, measured by cross-validation; chance is 0.5. */
  agreement?: {
    learned: Interval;
    initial: Interval;
    /** Learned minus initial. */
    gain: Interval;
  };
  /** Number of judgements that were used. */
  judgements: number;
  seeds: number;
  /** Repeated judgements, counted once. */
  duplicates: number;
  /** Pairs of candidates that were judged both ways. */
  contradictions: number;
  /** Judgements that were left out, because both candidates have the same values. */
  equal: number;
  /** Parts that no judgement says anything about. */
  untested: ScorePartName[];
}

/** Smallest number of judgements that {@link optimizeWeights} accepts. */
export const FEWEST_JUDGEMENTS = 20;

/** Strengths of the pull towards the initial weights to choose from, strongest first. */
const STRENGTHS = [100, 30, 10, 3, 1, 0.3, 0.1, 0.03];
const TIE = 1e-12;

/**
 * Learns weights of the score parts from judgements such as "for this seed, A was better than B". Minimises the
 * pairwise logistic loss (RankNet: Burges et al., ICML 2005) under weights of 0 or more. A quadratic penalty pulls
 * towards the initial weights, as strongly as cross-validation finds best. The order of judgements doesn't matter.
 *
 * @param initial Weights to start from, of any sum. @default the preset `balanced`
 * @throws {OptionError} for values or weights that are not numbers in range, unknown parts or unknown options.
 * @throws {RbassistError} with the code `too-few-judgements` for fewer than {@link FEWEST_JUDGEMENTS} that can be used.
 */
export function optimizeWeights(
  judgements: readonly Judgement[],
  initial: Partial<ScoreWeights> = WEIGHT_PRESETS.balanced,
  options: OptimizeWeightsOptions = {},
): OptimizedWeights {
  checkOptions(options, { folds: wholeFrom(2) });
  const { folds } = withDefaults<Required<OptimizeWeightsOptions>>(OPTIMIZE_WEIGHTS_DEFAULTS, options);
  const start = partsOf(wholeWeights(initial));
  const { differences, ...counts } = differencesOf(judgements);
  if (differences.length < FEWEST_JUDGEMENTS) throw tooFew(differences.length, judgements.length);
  const { coefficients } = learn(differences, start, folds);
  const sharpness = coefficients.reduce((sum, value) => sum + value, 0);
  const seeds = new Set(differences.map(({ seed }) => seed)).size;
  const agreement = seeds < 2 ? undefined : measureAgreement(differences, start, folds);
  return {
    weights: namedParts(sharpness > 0 ? coefficients.map((value) => value / sharpness) : start),
    sharpness,
    verdict: verdictOf(agreement),
    ...(agreement && { agreement }),
    judgements: differences.length,
    seeds,
    ...counts,
    untested: SCORE_PARTS.filter((_, part) => differences.every(({ values }) => values[part] === 0)),
  };
}

function tooFew(usable: number, all: number): RbassistError {
  const count = all === usable ? `there are ${all}` : `${usable} of ${all} can be used`;
  return new RbassistError(
    'too-few-judgements',
    `Learning weights takes ${FEWEST_JUDGEMENTS} different judgements or more, of candidates with different values; ${count}.`,
  );
}

function verdictOf(agreement: OptimizedWeights['agreement']): WeightsVerdict {
  if (agreement === undefined) return 'unmeasured';
  if (agreement.learned.low <= 0.5) return 'chance';
  return agreement.gain.low > 0 ? 'better' : 'no-better';
}

/** Fits on all differences, with the strength that cross-validation among them finds best. */
function learn(differences: readonly Difference[], start: readonly number[], folds: number) {
  const losses = STRENGTHS.map(() => 0);
  for (const { train, test } of splits(differences, folds)) {
    for (const [i, coefficients] of fitPath(train, start).entries()) {
      losses[i] += test.length * meanLoss(valuesOf(test), coefficients);
    }
  }
  const best = losses.indexOf(Math.min(...losses));
  return { coefficients: fitPath(differences, start)[best] };
}

/** Fits with each strength, from the strongest, each from the fit before. */
function fitPath(differences: readonly Difference[], start: readonly number[]): number[][] {
  const values = valuesOf(differences);
  const scale = fitScale(values, start);
  const prior = start.map((weight) => scale * weight);
  const fits: number[][] = [];
  for (const strength of STRENGTHS) fits.push(fitLogistic({ differences: values, prior, strength }, fits.at(-1)));
  return fits;
}

/** Learns without each fold, and compares with the initial weights on the fold. */
function measureAgreement(differences: readonly Difference[], start: readonly number[], folds: number) {
  const groups: string[] = [];
  const learned: number[] = [];
  const initial: number[] = [];
  for (const { train, test } of splits(differences, folds)) {
    const { coefficients } = learn(train, start, folds);
    for (const { seed, values } of test) {
      groups.push(seed);
      learned.push(agrees(values, coefficients));
      initial.push(agrees(values, start));
    }
  }
  const gains = learned.map((value, i) => value - initial[i]);
  return {
    learned: shareInterval(learned, groups),
    initial: shareInterval(initial, groups),
    gain: meanInterval(gains, groups),
  };
}

/** Returns 1 if the better candidate has the higher score, 0 if the worse one has, and 0.5 for a tie. */
function agrees(values: readonly number[], coefficients: readonly number[]): number {
  const margin = dotProduct(values, coefficients);
  if (Math.abs(margin) < TIE) return 0.5;
  return margin > 0 ? 1 : 0;
}

/** Yields training and test data per fold; nothing for a single seed, which can't be divided. */
function* splits(differences: readonly Difference[], count: number) {
  const folds = foldsBySeed(
    differences.map(({ seed }) => seed),
    count,
  );
  const last = Math.max(...folds);
  if (last === 0) return;
  for (let fold = 0; fold <= last; fold++) {
    const isTest = (_: Difference, i: number) => folds[i] === fold;
    yield { train: differences.filter((each, i) => !isTest(each, i)), test: differences.filter(isTest) };
  }
}

function valuesOf(differences: readonly Difference[]): number[][] {
  return differences.map(({ values }) => values);
}

function partsOf(weights: ScoreWeights): number[] {
  return SCORE_PARTS.map((part) => weights[part]);
}

function namedParts(values: readonly number[]): ScoreWeights {
  return Object.fromEntries(SCORE_PARTS.map((part, i) => [part, values[i]])) as ScoreWeights;
}

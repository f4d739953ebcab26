import { checkOptions, numberFrom, type OptionRule, withDefaults } from '../options/check-options.ts';
import { SCORE_PARTS, type ScorePartName, type ScoreWeights } from './score-parts.ts';

/** Weights of 0, with which the distance alone decides. */
export const NO_WEIGHTS: Readonly<ScoreWeights> = {
  ann: 0,
  tempo: 0,
  key: 0,
  bass: 0,
  rhythm: 0,
  samples: 0,
  energy: 0,
  loudness: 0,
  tags: 0,
};

/** Largest weight, so that a sum of weights is finite. */
const LARGEST = 1e6;

/** Rule for a weight. */
export const weightRule: OptionRule = (value) =>
  numberFrom(0)(value) ?? (Number(value) > LARGEST ? `${LARGEST} or less` : undefined);

const RULES = Object.fromEntries(SCORE_PARTS.map((name) => [name, weightRule]));

/**
 * Fills in weights that were not given.
 *
 * @param defaults @default all 0
 * @throws {OptionError} for an unknown part, or a weight that is negative, above a million or not a number.
 */
export function scoreWeights(
  weights: Partial<ScoreWeights>,
  defaults: Readonly<ScoreWeights> = NO_WEIGHTS,
): ScoreWeights {
  checkOptions(weights, RULES, 'weights.');
  return withDefaults<ScoreWeights>(defaults, weights);
}

/** Returns true if a weight is above 0, so that the score decides and not the distance. */
export function hasWeight(weights: Readonly<ScoreWeights>): boolean {
  return SCORE_PARTS.some((name: ScorePartName) => weights[name] > 0);
}

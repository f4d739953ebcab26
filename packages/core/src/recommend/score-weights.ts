import { checkOptions, numberFrom, withDefaults } from '../options/check-options.ts';
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

const RULES = Object.fromEntries(SCORE_PARTS.map((name) => [name, numberFrom(0)]));

/**
 * Fills in weights that were not given.
 *
 * @param defaults @default all 0
 * @throws {OptionError} for an unknown part, or a weight that is negative or not a finite number.
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

import { checkOptions, numberFrom, OptionError, SCORE_PARTS, type ScoreWeights } from '@rbassist/core';

const RULES = Object.fromEntries(SCORE_PARTS.map((part) => [part, numberFrom(0)]));

/**
 * Fills in 0 for missing weights, and scales to a sum of 1.
 *
 * @throws {OptionError} for an unknown part, a weight that is negative or no number, and if all are 0.
 */
export function wholeWeights(weights: Partial<ScoreWeights>): ScoreWeights {
  checkOptions(weights, RULES, 'initial.');
  const sum = SCORE_PARTS.reduce((total, part) => total + (weights[part] ?? 0), 0);
  if (sum === 0) throw new OptionError('initial must have a weight above 0.', { option: 'initial' });
  return Object.fromEntries(SCORE_PARTS.map((part) => [part, (weights[part] ?? 0) / sum])) as ScoreWeights;
}

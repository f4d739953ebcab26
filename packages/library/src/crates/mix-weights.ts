import {
  checkOptions,
  numberFrom,
  type OptionRule,
  SCORE_PARTS,
  type ScoreWeights,
  WEIGHT_PRESETS,
} from '@rbassist/core';

const RULES = Object.fromEntries(SCORE_PARTS.map((name) => [name, numberFrom(0)])) as Record<
  keyof ScoreWeights,
  OptionRule
>;

/** Fills in the weights of the balanced preset. Throws {@link OptionError} for one that is negative or no number. */
export function mixWeights(weights: Partial<ScoreWeights> = {}): ScoreWeights {
  checkOptions(weights, RULES, 'weights.');
  const given = Object.entries(weights).filter(([, weight]) => weight !== undefined);
  return { ...WEIGHT_PRESETS.balanced, ...Object.fromEntries(given) };
}

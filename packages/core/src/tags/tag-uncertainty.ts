import { oneOf, requireRule } from '../options/check-options.ts';
import type { TagScore } from './tag-profile.ts';

/** Measures of the uncertainty about a track's tags. */
export const UNCERTAINTY_STRATEGIES = ['margin', 'entropy', 'least_confidence'] as const;

/** One of {@link UNCERTAINTY_STRATEGIES}. */
export type UncertaintyStrategy = (typeof UNCERTAINTY_STRATEGIES)[number];

/**
 * Returns the uncertainty about a track's tags: a higher value means that its tags would teach more (Settles, "Active
 * Learning", 2012).
 *
 * - `margin`: 1 minus the difference of the two best scores; 0 for fewer than two tags.
 * - `entropy`: Shannon entropy of the scores as probabilities, in nats. Negative scores count as 0.
 * - `least_confidence`: 1 minus the best score.
 *
 * @throws {OptionError} for another strategy.
 */
export function tagUncertainty(scores: readonly TagScore[], strategy: UncertaintyStrategy): number {
  requireRule('strategy', strategy, oneOf(UNCERTAINTY_STRATEGIES));
  const [best = 0, second] = scores.map(({ score }) => score).sort((a, b) => b - a);
  if (strategy === 'margin') return second === undefined ? 0 : 1 - (best - second);
  if (strategy === 'least_confidence') return 1 - best;
  const positive = scores.map(({ score }) => Math.max(0, score));
  const sum = positive.reduce((total, score) => total + score, 0);
  if (sum === 0) return 0;
  return positive.reduce((total, score) => total - (score > 0 ? (score / sum) * Math.log(score / sum) : 0), 0);
}

/** An estimate with its 95 % interval. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** Standard normal quantile of 97.5 %. */
const Z = 1.96;

/**
 * Returns a share of judgements with its interval: Wilson's, with the number of judgements reduced as far as judgements
 * of one seed resemble each other (the design effect; Korn and Graubard 1998).
 *
 * @param scores 1 for agreement, 0 for none, 0.5 for a tie.
 * @param groups Seed of each score.
 */
export function shareInterval(scores: readonly number[], groups: readonly string[]): Interval {
  const value = mean(scores);
  const binomial = (value * (1 - value)) / scores.length;
  const effect = binomial === 0 ? 1 : Math.max(1, groupedVariance(scores, groups) / binomial);
  const count = scores.length / effect;
  const centre = (value + Z ** 2 / (2 * count)) / (1 + Z ** 2 / count);
  const margin = (Z / (1 + Z ** 2 / count)) * Math.sqrt((value * (1 - value)) / count + (Z / (2 * count)) ** 2);
  return { value, low: Math.max(0, centre - margin), high: Math.min(1, centre + margin) };
}

/** Returns a mean with its normal interval; values of one group may resemble each other. */
export function meanInterval(values: readonly number[], groups: readonly string[]): Interval {
  const value = mean(values);
  const margin = Z * Math.sqrt(groupedVariance(values, groups));
  return { value, low: value - margin, high: value + margin };
}

/** Returns the variance of the mean of values in groups (the sandwich estimator; Liang and Zeger 1986). */
function groupedVariance(values: readonly number[], groups: readonly string[]): number {
  const centre = mean(values);
  const sums = new Map<string, number>();
  for (const [i, group] of groups.entries()) sums.set(group, (sums.get(group) ?? 0) + values[i] - centre);
  if (sums.size < 2) return Number.POSITIVE_INFINITY;
  const squares = [...sums.values()].reduce((sum, each) => sum + each ** 2, 0);
  return (squares / values.length ** 2) * (sums.size / (sums.size - 1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import { seededRandom } from '@rbassist/testing/random';

/** A measurement of one track. */
export interface Outcome {
  /** Tracks of one group, such as a package, resemble each other and are drawn together. */
  group: string;
  value: number;
}

/** A mean with the 2.5th and 97.5th percentile of its bootstrap distribution. */
export interface Estimate {
  mean: number;
  interval: [low: number, high: number];
}

const DRAWS = 2000;
const SEED = 1;
const TAILS = [0.025, 0.975] as const;

/**
 * Estimates the mean of all tracks, with a 95 % interval: draws as many groups as there are, with replacement, 2,000
 * times. Drawing tracks would give intervals that are too short.
 */
export function bootstrapMean(outcomes: readonly Outcome[]): Estimate {
  const sums = [...Map.groupBy(outcomes, ({ group }) => group).values()].map((members) => ({
    sum: members.reduce((total, { value }) => total + value, 0),
    count: members.length,
  }));
  const random = seededRandom(SEED);
  const means = Array.from({ length: DRAWS }, () =>
    meanOf(sums.map(() => sums[Math.floor(random() * sums.length)])),
  ).sort((a, b) => a - b);
  const [low, high] = TAILS.map((tail) => means[Math.round(tail * (DRAWS - 1))]);
  return { mean: meanOf(sums), interval: [low, high] };
}

function meanOf(groups: readonly { sum: number; count: number }[]): number {
  const [sum, count] = groups.reduce(([s, c], group) => [s + group.sum, c + group.count], [0, 0]);
  return sum / count;
}

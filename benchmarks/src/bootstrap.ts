import { seededRandom } from '@rbassist/testing/random';

/** Figure of one track or query. */
export interface Outcome {
  /** Tracks of one group, such as a package, resemble each other and are drawn together. */
  group: string;
  value: number;
}

/** 2.5th and 97.5th percentile. */
export type Interval = [low: number, high: number];

/** A mean with its bootstrap interval. NaN without outcomes. */
export interface Estimate {
  mean: number;
  interval: Interval;
}

/** Number of times that each group was drawn. */
export type Draw = ReadonlyMap<string, number>;

const DRAWS = 2000;
const SEED = 1;
const TAILS = [0.025, 0.975] as const;

/**
 * Draws as many groups as there are, with replacement, 2,000 times. Drawing tracks would give intervals that are too
 * short.
 */
export function drawGroups(groups: Iterable<string>): Draw[] {
  const distinct = [...new Set(groups)].sort();
  const random = seededRandom(SEED);
  return Array.from({ length: DRAWS }, () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < distinct.length; i++) {
      const group = distinct[Math.floor(random() * distinct.length)];
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return counts;
  });
}

/**
 * Estimates the mean of outcomes. Draws without any outcome don't count.
 *
 * @param draws Groups that several estimates share. @default draws of the outcomes' own groups
 */
export function estimate(
  outcomes: readonly Outcome[],
  draws: readonly Draw[] = drawGroups(outcomes.map(({ group }) => group)),
): Estimate {
  const totals = new Map<string, { sum: number; count: number }>();
  for (const { group, value } of outcomes) {
    const { sum, count } = totals.get(group) ?? { sum: 0, count: 0 };
    totals.set(group, { sum: sum + value, count: count + 1 });
  }
  const meanOf = (draw: Draw) => {
    let [sum, count] = [0, 0];
    for (const [group, times] of draw) {
      const total = totals.get(group);
      if (total === undefined) continue;
      sum += times * total.sum;
      count += times * total.count;
    }
    return sum / count;
  };
  return {
    mean: meanOf(new Map([...totals.keys()].map((group) => [group, 1]))),
    interval: intervalOf(draws.map(meanOf)),
  };
}

/** Returns the interval of a figure from its value in each draw. Values that are not finite don't count. */
export function intervalOf(values: readonly number[]): Interval {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const [low, high] = TAILS.map((tail) => sorted[Math.round(tail * (sorted.length - 1))] ?? Number.NaN);
  return [low, high];
}

/** Returns the outcomes of one system less those of another, for the same queries in the same order. */
export function differences(outcomes: readonly Outcome[], others: readonly Outcome[]): Outcome[] {
  return outcomes.map(({ group, value }, i) => ({ group, value: value - others[i].value }));
}

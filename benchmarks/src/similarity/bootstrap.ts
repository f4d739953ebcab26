import { seededRandom } from '@rbassist/testing/random';
import type { Outcome } from './retrieval.ts';

/** A mean over queries, with its bootstrap interval. NaN without queries. */
export interface Estimate {
  mean: number;
  /** 2.5th and 97.5th percentile. */
  interval: [low: number, high: number];
}

/** Number of times that each label was drawn. */
export type Draw = ReadonlyMap<string, number>;

const DRAWS = 2000;
const SEED = 1;
const TAILS = [0.025, 0.975] as const;

/**
 * Draws as many labels as there are, with replacement, 2,000 times. Whole labels are drawn because their tracks
 * resemble each other: drawing tracks would give intervals that are too short.
 */
export function drawLabels(labels: Iterable<string>): Draw[] {
  const distinct = [...new Set(labels)].sort();
  const random = seededRandom(SEED);
  return Array.from({ length: DRAWS }, () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < distinct.length; i++) {
      const label = distinct[Math.floor(random() * distinct.length)];
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    return counts;
  });
}

/** Estimates the mean of outcomes. Draws without any query don't count. */
export function estimate(outcomes: readonly Outcome[], draws: readonly Draw[]): Estimate {
  const totals = new Map<string, { sum: number; count: number }>();
  for (const { label, value } of outcomes) {
    const { sum, count } = totals.get(label) ?? { sum: 0, count: 0 };
    totals.set(label, { sum: sum + value, count: count + 1 });
  }
  const meanOf = (draw: Draw) => {
    let [sum, count] = [0, 0];
    for (const [label, times] of draw) {
      const total = totals.get(label);
      if (total === undefined) continue;
      sum += times * total.sum;
      count += times * total.count;
    }
    return sum / count;
  };
  const sorted = draws
    .map(meanOf)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const [low, high] = TAILS.map((tail) => sorted[Math.round(tail * (sorted.length - 1))] ?? Number.NaN);
  return { mean: meanOf(new Map([...totals.keys()].map((label) => [label, 1]))), interval: [low, high] };
}

/** Returns the outcomes of one system less those of another, for the same queries in the same order. */
export function differences(outcomes: readonly Outcome[], others: readonly Outcome[]): Outcome[] {
  return outcomes.map(({ label, value }, i) => ({ label, value: value - others[i].value }));
}

import { type Draw, drawGroups, type Interval, intervalOf } from '../bootstrap.ts';

/** A scored track: its label (package), and the truth. */
export interface ScoredTrack {
  label: string;
  score: number;
  isPositive: boolean;
}

/** Area under the ROC curve, with its bootstrap interval over labels. NaN without positives or negatives. */
export interface Auc {
  auc: number;
  interval: Interval;
  positives: number;
  negatives: number;
  /** Number of labels with positives; of one, the interval shows only the chance of the negatives. */
  positiveLabels: number;
}

/** Probability that a positive has a higher score than a negative; equal scores count half. */
export function rocAuc(tracks: readonly ScoredTrack[], draws: readonly Draw[] = drawsOf(tracks)): Auc {
  const sorted = tracks.toSorted((a, b) => a.score - b.score);
  const aucs = draws.map((draw) => weightedAuc(sorted, ({ label }) => draw.get(label) ?? 0));
  const positives = tracks.filter(({ isPositive }) => isPositive);
  return {
    auc: weightedAuc(sorted, () => 1),
    interval: intervalOf(aucs),
    positives: positives.length,
    negatives: tracks.length - positives.length,
    positiveLabels: new Set(positives.map(({ label }) => label)).size,
  };
}

function drawsOf(tracks: readonly ScoredTrack[]): Draw[] {
  return drawGroups(tracks.map(({ label }) => label));
}

function weightedAuc(sorted: readonly ScoredTrack[], weightOf: (track: ScoredTrack) => number): number {
  let [won, positives, negatives] = [0, 0, 0];
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    let [equalPositives, equalNegatives] = [0, 0];
    for (; to < sorted.length && sorted[to].score === sorted[from].score; to++) {
      if (sorted[to].isPositive) equalPositives += weightOf(sorted[to]);
      else equalNegatives += weightOf(sorted[to]);
    }
    won += equalPositives * (negatives + equalNegatives / 2);
    positives += equalPositives;
    negatives += equalNegatives;
    from = to;
  }
  return won / (positives * negatives);
}

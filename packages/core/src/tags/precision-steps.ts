/** Estimated share of right suggestions by score, as steps that rise. */
export interface PrecisionSteps {
  /** Rising scores at which a step begins. */
  scores: readonly number[];
  /** Share from each score on. */
  shares: readonly number[];
  /** Share below the first step: that of all examples, or 0 if none of them has a score. */
  lowest: number;
  highest: number;
}

/** An example's score, and whether it has the tag. */
export interface Judged {
  score: number;
  isRight: boolean;
}

/**
 * Counts of a prior of one track, which pull the share of few tracks towards the share of all tracks: 3 right of 3 are
 * not 100 %.
 */
const PRIOR = 1;

/**
 * Estimates the share of right suggestions at each score: that of the examples with this score or a higher one.
 *
 * @param share Share of all examples that have the tag.
 */
export function precisionSteps(scores: Float64Array, hasTag: Uint8Array, share: number): PrecisionSteps {
  const judged = Array.from(scores, (score, i) => ({ score, isRight: hasTag[i] === 1 }));
  const steps = [...sharesFromTop(highestFirst(judged), share)].reverse();
  const lowest = steps.length > 0 ? share : 0;
  let highest = lowest;
  const rising = steps.filter((step) => {
    const isHigher = step.share > highest;
    highest = Math.max(highest, step.share);
    return isHigher;
  });
  return { scores: rising.map(({ score }) => score), shares: rising.map((step) => step.share), lowest, highest };
}

/** Returns the share at a score. */
export function precisionAt({ scores, shares, lowest }: PrecisionSteps, score: number): number {
  let [from, to] = [0, scores.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (scores[middle] <= score) from = middle + 1;
    else to = middle;
  }
  return from === 0 ? lowest : shares[from - 1];
}

/** Returns the lowest score from which the share of right suggestions is large enough; Infinity if there is none. */
export function scoreForPrecision(judged: Iterable<Judged>, share: number, wanted: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const step of sharesFromTop(judged, share)) {
    lowest = share >= wanted ? Number.NEGATIVE_INFINITY : step.share >= wanted ? step.score : lowest;
  }
  return lowest;
}

/** Sorts by falling score, and drops examples without one. */
export function highestFirst<Item extends Judged>(judged: readonly Item[]): Item[] {
  return judged.filter(({ score }) => !Number.isNaN(score)).sort((a, b) => b.score - a.score);
}

/** Begins each step halfway to the next score below, so that a track slightly below the examples still counts. */
function* sharesFromTop(judged: Iterable<Judged>, share: number): Iterable<{ score: number; share: number }> {
  let [count, right] = [0, 0];
  let score = Number.NaN;
  const stepAt = (start: number) => ({ score: start, share: (right + PRIOR * share) / (count + PRIOR) });
  for (const each of judged) {
    // equal scores are one step
    if (count > 0 && each.score !== score) yield stepAt((score + each.score) / 2);
    score = each.score;
    count++;
    if (each.isRight) right++;
  }
  if (count > 0) yield stepAt(score);
}

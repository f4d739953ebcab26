export interface BoundaryMeasure {
  precision: number;
  recall: number;
  /** Harmonic mean of precision and recall. */
  f: number;
}

/**
 * Matches as many inner boundaries as possible, each with at most one, like `segment.detection` with `trim` in
 * mir_eval. Lists are in seconds, ascending.
 *
 * @see Raffel et al., "mir_eval: a transparent implementation of common MIR metrics" (ISMIR 2014)
 */
export function measureBoundaries(
  reference: readonly number[],
  estimate: readonly number[],
  windowS: number,
): BoundaryMeasure {
  const hits = countMatches(reference, estimate, windowS);
  const precision = estimate.length > 0 ? hits / estimate.length : 0;
  const recall = reference.length > 0 ? hits / reference.length : 0;
  return { precision, recall, f: hits > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
}

/** Matches the earliest possible pair first, which gives the maximum on a line. */
function countMatches(a: readonly number[], b: readonly number[], windowS: number): number {
  let hits = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const gap = b[j] - a[i];
    if (Math.abs(gap) <= windowS) {
      hits++;
      i++;
      j++;
    } else if (gap < 0) {
      j++;
    } else {
      i++;
    }
  }
  return hits;
}

/** How many copies a threshold finds, and how many of what it finds are copies. */
export interface ThresholdFigures {
  threshold: number;
  /** 0..1; 1 where nothing is found. */
  precision: number;
  /** 0..1, of all pairs of copies. */
  recall: number;
}

/**
 * Precision and recall of taking pairs for copies whose measure is at most a threshold.
 *
 * @param copies Pairs of copies that there are, whether or not they were compared.
 */
export function thresholdFigures(
  pairs: readonly { same: boolean; measure: number }[],
  copies: number,
  thresholds: readonly number[],
): ThresholdFigures[] {
  return thresholds.map((threshold) => {
    const taken = pairs.filter(({ measure }) => measure <= threshold);
    const right = taken.filter(({ same }) => same).length;
    return { threshold, precision: taken.length === 0 ? 1 : right / taken.length, recall: right / copies };
  });
}

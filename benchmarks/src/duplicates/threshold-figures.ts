export interface ThresholdFigures {
  threshold: number;
  /** Share of found pairs that are copies, 0..1; 1 if nothing is found. */
  precision: number;
  /** Share of all pairs of copies that are found, 0..1. */
  recall: number;
}

/** `copies` is the number of pairs of copies, compared or not. */
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

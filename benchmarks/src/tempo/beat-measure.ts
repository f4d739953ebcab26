/** Start of the comparison, in seconds: like mir_eval, ignores the beats that a listener needs to find the beat. */
const SETTLING_S = 5;

/**
 * Returns the F-measure of beats, 0..1. A true beat is found if an unused beat is within `windowS` seconds. Both lists
 * are ascending. Ignores beats before 5 s. Returns 0 if there are no beats on either side.
 *
 * @see Raffel et al., "mir_eval: a transparent implementation of common MIR metrics" (ISMIR 2014), `beat.f_measure`
 */
export function beatFMeasure(truth: readonly number[], estimate: readonly number[], windowS: number): number {
  const wanted = settled(truth);
  const found = settled(estimate);
  return (2 * matches(wanted, found, windowS)) / (wanted.length + found.length) || 0;
}

/** Returns true if more than half of the true beats are found, and more than half of the found beats are true. */
export function mostlyMatches(truth: readonly number[], estimate: readonly number[], windowS: number): boolean {
  const wanted = settled(truth);
  const found = settled(estimate);
  return 2 * matches(wanted, found, windowS) > Math.max(wanted.length, found.length);
}

/** Returns the median delay from the nearest true beat, in seconds, within `windowS`; null without such beats. */
export function medianOffset(truth: readonly number[], estimate: readonly number[], windowS: number): number | null {
  const offsets: number[] = [];
  let next = 0;
  for (const at of settled(estimate)) {
    while (next + 1 < truth.length && Math.abs(truth[next + 1] - at) <= Math.abs(truth[next] - at)) next++;
    const offset = at - truth[next];
    if (Math.abs(offset) <= windowS) offsets.push(offset);
  }
  return median(offsets);
}

/** Keeps half a beat at each end. A grid that continues through silence before and after the music is no error. */
export function withinSpan(truth: readonly number[], estimate: readonly number[]): readonly number[] {
  if (truth.length < 2) return estimate;
  const last = truth.length - 1;
  const from = truth[0] - (truth[1] - truth[0]) / 2;
  const to = truth[last] + (truth[last] - truth[last - 1]) / 2;
  return estimate.filter((at) => at >= from && at < to);
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function settled(beats: readonly number[]): readonly number[] {
  return beats.filter((at) => at >= SETTLING_S);
}

/** The first free beat is always the best choice, because all windows are equal. */
function matches(truth: readonly number[], estimate: readonly number[], windowS: number): number {
  let count = 0;
  let next = 0;
  for (const at of truth) {
    while (next < estimate.length && estimate[next] < at - windowS) next++;
    if (next < estimate.length && estimate[next] <= at + windowS) {
      count++;
      next++;
    }
  }
  return count;
}

/** Beats before are left out, as mir_eval does: a listener needs some to find the beat. Seconds. */
const SETTLING_S = 5;

/**
 * F-measure of beats, 0–1: a true beat is found when a beat that no other one uses lies within `windowS` seconds. Both rising; beats before
 * 5 s are left out. 0 when there are none on either side.
 *
 * @see Raffel et al., "mir_eval: a transparent implementation of common MIR metrics" (ISMIR 2014), `beat.f_measure`
 */
export function beatFMeasure(truth: readonly number[], estimate: readonly number[], windowS: number): number {
  const wanted = settled(truth);
  const found = settled(estimate);
  return (2 * matches(wanted, found, windowS)) / (wanted.length + found.length) || 0;
}

/** Whether more than half of the true beats are found, and more than half of the found ones are true. */
export function mostlyMatches(truth: readonly number[], estimate: readonly number[], windowS: number): boolean {
  const wanted = settled(truth);
  const found = settled(estimate);
  return 2 * matches(wanted, found, windowS) > Math.max(wanted.length, found.length);
}

/** Median of how much later than the nearest true beat each beat is, of those within `windowS`; seconds. Null when there is none. */
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

/**
 * The beats that lie in the span of the true ones. A grid goes on through silence before and after the music, and is not wrong there.
 * Half a beat is allowed at either end.
 */
export function withinSpan(truth: readonly number[], estimate: readonly number[]): readonly number[] {
  if (truth.length < 2) return estimate;
  const last = truth.length - 1;
  const from = truth[0] - (truth[1] - truth[0]) / 2;
  const to = truth[last] + (truth[last] - truth[last - 1]) / 2;
  return estimate.filter((at) => at >= from && at < to);
}

/** The middle value, the mean of both where there are two; null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function settled(beats: readonly number[]): readonly number[] {
  return beats.filter((at) => at >= SETTLING_S);
}

/** Most pairs that can be made; as all windows are as wide, the first free beat is always the best choice. */
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

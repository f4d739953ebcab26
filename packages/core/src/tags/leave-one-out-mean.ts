import { spread } from './spread.ts';

/** A tag by positions of tracks, and the rule of its suggestions. */
interface MeanRule {
  members: readonly number[];
  /** 1 for each track with the tag. */
  hasTag: Uint8Array;
  minSamples: number;
  /** Lowers the threshold by this amount. */
  margin: number;
}

/**
 * Returns the positions that a tag is suggested for by the cosine to the unit mean of its other tracks. It needs only
 * the cosines between tracks. Let S be the sum of a tag's unit vectors: a track's cosine to S is the sum of its cosines
 * to the members, divided by the length of S.
 */
export function leaveOneOutByMean(
  similarities: readonly Float32Array[],
  { members, hasTag, minSamples, margin }: MeanRule,
): number[] {
  const sums = similarities.map((near) => members.reduce((sum, member) => sum + near[member], 0));
  const squaredLength = members.reduce((sum, member) => sum + sums[member], 0);
  const positions = similarities.map((_, i) => i);
  const whole = thresholdOf(members, sums, Math.sqrt(squaredLength));
  return positions.filter((i) => {
    if (!hasTag[i]) return sums[i] / Math.sqrt(squaredLength) >= whole - margin;
    if (members.length - 1 < minSamples) return false;
    const near = similarities[i];
    const length = Math.sqrt(squaredLength - 2 * sums[i] + near[i]);
    const others = members.filter((member) => member !== i);
    const withoutIt = sums.map((sum, j) => sum - near[j]);
    return withoutIt[i] / length >= thresholdOf(others, withoutIt, length) - margin;
  });
}

/** Returns the threshold: the mean minus the standard deviation of the members' scores. */
function thresholdOf(members: readonly number[], sums: readonly number[], length: number): number {
  const { mean, deviation } = spread(members.map((member) => sums[member] / length));
  return mean - deviation;
}

/** Nearest tracks with, and without, a tag that are compared. */
export const CLOSEST = 3;

/**
 * Returns the mean similarity of the nearest tracks with a tag minus that of the nearest without it; NaN if there are
 * none of either kind.
 *
 * @param similarities Cosines to each example.
 * @param hasTag 1 for each example with the tag.
 * @param self Position to leave out.
 */
export function contrastOf(similarities: Float32Array, hasTag: Uint8Array, count: number, self = -1): number {
  const [inside, outside] = nearestOfBoth(similarities, hasTag, count, self);
  return meanOf(inside.map(({ similarity }) => similarity)) - meanOf(outside.map(({ similarity }) => similarity));
}

/** An example near a track. */
export interface Near {
  at: number;
  similarity: number;
}

/** Returns the nearest examples with and without a tag, nearest first; of equally near ones, the first. */
export function nearestOfBoth(
  similarities: Float32Array,
  hasTag: Uint8Array,
  count: number,
  self = -1,
): [inside: Near[], outside: Near[]] {
  const nearest: [Near[], Near[]] = [[], []];
  const least = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < similarities.length; at++) {
    const side = 1 - hasTag[at];
    const similarity = similarities[at];
    if (similarity <= least[side] || at === self) continue;
    const kept = nearest[side];
    let place = kept.length;
    while (place > 0 && kept[place - 1].similarity < similarity) place--;
    kept.splice(place, 0, { at, similarity });
    if (kept.length > count) kept.pop();
    if (kept.length === count) least[side] = kept[count - 1].similarity;
  }
  return nearest;
}

/** Returns the contrast of every example, each without itself. */
export function contrastsOf(similarities: readonly Float32Array[], hasTag: Uint8Array): Float64Array {
  return Float64Array.from(similarities, (near, i) => contrastOf(near, hasTag, CLOSEST, i));
}

/** Returns NaN for an empty list. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

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
function contrastOf(similarities: Float32Array, hasTag: Uint8Array, count: number, self = -1): number {
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

/** Examples near a track in order, which usually include the nearest with and without each tag. */
const NEAREST = 64;

/** Returns a function that gives the same as {@link contrastOf} for one track and many tags, faster. */
export function contrastsFor(
  similarities: Float32Array,
  self = -1,
): (hasTag: Uint8Array, members: readonly number[]) => number {
  const least = similarities.toSorted()[Math.max(0, similarities.length - NEAREST)];
  const order: number[] = [];
  for (let at = 0; at < similarities.length; at++) if (similarities[at] >= least && at !== self) order.push(at);
  order.sort((a, b) => similarities[b] - similarities[a]);
  return (hasTag, members) => {
    const sides: [number[], number[]] = [[], []];
    for (const at of order) {
      const side = sides[1 - hasTag[at]];
      if (side.length < CLOSEST) side.push(similarities[at]);
    }
    let [inside, outside] = sides;
    if (outside.length < CLOSEST) return contrastOf(similarities, hasTag, CLOSEST, self);
    if (inside.length < CLOSEST) inside = highest(similarities, members, self);
    return meanOf(inside) - meanOf(outside);
  };
}

/** Returns the highest similarities of these examples, the highest first. */
function highest(similarities: Float32Array, members: readonly number[], self: number): number[] {
  const found: number[] = [];
  for (const member of members) {
    const similarity = similarities[member];
    if (member === self || (found.length === CLOSEST && similarity <= found[CLOSEST - 1])) continue;
    let place = found.length;
    while (place > 0 && found[place - 1] < similarity) place--;
    found.splice(place, 0, similarity);
    if (found.length > CLOSEST) found.pop();
  }
  return found;
}

/** Returns the contrast of every example, each without itself. */
export function contrastsOf(similarities: readonly Float32Array[], hasTag: Uint8Array): Float64Array {
  return Float64Array.from(similarities, (near, i) => contrastOf(near, hasTag, CLOSEST, i));
}

/** Returns NaN for an empty list. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

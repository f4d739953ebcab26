import { CLOSEST, meanOf, type Near, nearestOfBoth } from './neighbor-contrast.ts';
import { type JudgedScores, precisionAt, precisionCurve } from './precision-curve.ts';

/**
 * Returns the positions that a tag is suggested for by its nearest tracks with and without the tag. For each position,
 * the shares are learned from the others' scores, and these scores without it, too.
 */
export function leaveOneOutByNeighbors(
  similarities: readonly Float32Array[],
  {
    members,
    hasTag,
    minSamples,
    wanted,
  }: { members: readonly number[]; hasTag: Uint8Array; minSamples: number; wanted: number },
): number[] {
  const count = similarities.length;
  // one more than needed, in the place of the position that is left out
  const nearest = similarities.map((near, i) => nearestOfBoth(near, hasTag, CLOSEST + 1, i));
  const scoreWithout = (i: number, leftOut: number): number => {
    const [inside, outside] = nearest[i].map((side) => closest(side, leftOut));
    return meanOf(inside) - meanOf(outside);
  };
  const scores = Float64Array.from(similarities, (_, i) => scoreWithout(i, -1));
  const positions = similarities.map((_, i) => i);
  const order = positions.filter((i) => !Number.isNaN(scores[i])).sort((a, b) => scores[b] - scores[a]);
  const usersOf = similarities.map((): number[] => []);
  for (const [i, sides] of nearest.entries()) {
    for (const side of sides) for (const { at } of side.slice(0, CLOSEST)) usersOf[at].push(i);
  }
  const skipped = new Uint8Array(count);
  return positions.filter((at) => {
    const others = members.length - hasTag[at];
    if (others < minSamples || Number.isNaN(scores[at])) return false;
    const left = [at, ...usersOf[at]];
    const changed = usersOf[at]
      .map((user) => ({ user, score: scoreWithout(user, at) }))
      .filter(({ score }) => !Number.isNaN(score))
      .sort((a, b) => b.score - a.score);
    for (const each of left) skipped[each] = 1;
    const judged = merged({ order, scores, skipped, hasTag }, changed);
    for (const each of left) skipped[each] = 0;
    return precisionAt(precisionCurve(judged, others / (count - 1)), scores[at]) >= wanted;
  });
}

function closest(side: readonly Near[], leftOut: number): number[] {
  return side
    .filter(({ at }) => at !== leftOut)
    .slice(0, CLOSEST)
    .map(({ similarity }) => similarity);
}

interface Ranked {
  /** Positions by falling score. */
  order: readonly number[];
  scores: Float64Array;
  /** 1 for each position to leave out. */
  skipped: Uint8Array;
  hasTag: Uint8Array;
}

/** Merges the scores of the positions that are not skipped with changed ones, from high to low. */
function merged(
  { order, scores, skipped, hasTag }: Ranked,
  changed: readonly { user: number; score: number }[],
): JudgedScores {
  const all = new Float64Array(order.length + changed.length);
  const isRight = new Uint8Array(order.length + changed.length);
  let [size, next] = [0, 0];
  const add = (score: number, at: number) => {
    all[size] = score;
    isRight[size++] = hasTag[at];
  };
  for (const at of order) {
    if (skipped[at] === 1) continue;
    for (; next < changed.length && changed[next].score >= scores[at]; next++)
      add(changed[next].score, changed[next].user);
    add(scores[at], at);
  }
  for (const { user, score } of changed.slice(next)) add(score, user);
  return { scores: all.subarray(0, size), isRight: isRight.subarray(0, size) };
}

import { CLOSEST, meanOf, type Near, nearestOfBoth } from './neighbor-contrast.ts';
import { highestFirst, type Judged, scoreForPrecision } from './precision-steps.ts';

interface Ranked extends Judged {
  at: number;
}

/**
 * Returns the positions that a tag is suggested for by its nearest tracks with and without the tag. For each position,
 * the threshold is learned from the others' scores, and these scores without it, too.
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
  const ranked = similarities.map((_, at): Ranked => ({ at, score: scoreWithout(at, -1), isRight: hasTag[at] === 1 }));
  const order = highestFirst(ranked);
  const usersOf = similarities.map((): number[] => []);
  for (const [i, sides] of nearest.entries()) {
    for (const side of sides) for (const { at } of side.slice(0, CLOSEST)) usersOf[at].push(i);
  }
  return ranked
    .filter(({ at, score }) => {
      const others = members.length - hasTag[at];
      if (others < minSamples || Number.isNaN(score)) return false;
      const changed = highestFirst(usersOf[at].map((user) => ({ ...ranked[user], score: scoreWithout(user, at) })));
      const left = new Set([at, ...usersOf[at]]);
      const rest = merged(order, changed, left);
      return score >= scoreForPrecision(rest, others / (count - 1), wanted);
    })
    .map(({ at }) => at);
}

function closest(side: readonly Near[], leftOut: number): number[] {
  return side
    .filter(({ at }) => at !== leftOut)
    .slice(0, CLOSEST)
    .map(({ similarity }) => similarity);
}

/** Merges two lists by falling score. Skips the positions of `left` in the first. */
function* merged(order: readonly Ranked[], changed: readonly Ranked[], left: ReadonlySet<number>): Iterable<Ranked> {
  let next = 0;
  for (const each of order) {
    if (left.has(each.at)) continue;
    while (next < changed.length && changed[next].score >= each.score) yield changed[next++];
    yield each;
  }
  yield* changed.slice(next);
}

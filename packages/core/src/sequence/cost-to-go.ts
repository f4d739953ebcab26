import type { Pace } from './pace.ts';
import type { PlanProblem } from './plan-problem.ts';

/** Largest number of steps for which the least cost is computed; beyond, it counts as 0. */
const MOST_STEPS = 60_000_000;

/**
 * Computes the least cost of the places after a candidate, by dynamic programming from the last place (Viterbi, 1967).
 * The costs are a lower bound, because the best places to come may repeat a track.
 *
 * @param first First and last free place; the place after the last is fixed or the end of the set.
 * @returns the least cost by place and candidate; undefined if the pace is over first.
 */
export async function costToGo(
  problem: PlanProblem,
  first: number,
  last: number,
  pace: Pace,
): Promise<((place: number, candidate: number) => number) | undefined> {
  const { tracks, fixed, pairCosts, placeCost } = problem;
  const count = tracks.length;
  if ((last - first + 1) * count * count > MOST_STEPS) return () => 0;
  const isFree = new Uint8Array(count).fill(1);
  for (const candidate of fixed) if (candidate >= 0) isFree[candidate] = 0;
  const free = tracks.flatMap((_, candidate) => (isFree[candidate] ? candidate : []));
  const costs = new Float64Array((last - first + 1) * count);
  const after = new Float64Array(count);
  for (let place = last; place >= first && place + 1 < fixed.length; place--) {
    const following = fixed[place + 1];
    for (let to = 0; to < count; to++) {
      const mayFollow = following < 0 ? isFree[to] : to === following;
      const beyond = place < last ? costs[(place + 1 - first) * count + to] : 0;
      after[to] = mayFollow ? placeCost(place + 1, to) + beyond : Number.POSITIVE_INFINITY;
    }
    for (const from of fixed[place] < 0 ? free : [fixed[place]]) {
      if (pace.isDue) await pace.rest();
      if (pace.isOver) return undefined;
      const row = pairCosts(from);
      const own = after[from];
      after[from] = Number.POSITIVE_INFINITY;
      let least = Number.POSITIVE_INFINITY;
      for (let to = 0; to < count; to++) {
        const cost = after[to] + row[to];
        if (cost < least) least = cost;
      }
      after[from] = own;
      costs[(place - first) * count + from] = least;
    }
  }
  return (place, candidate) => costs[(place - first) * count + candidate];
}

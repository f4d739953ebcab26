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
  const { tracks, fixed, pairCost, placeCost } = problem;
  const count = tracks.length;
  if ((last - first + 1) * count * count > MOST_STEPS) return () => 0;
  const isFixed = new Uint8Array(count);
  for (const candidate of fixed) if (candidate >= 0) isFixed[candidate] = 1;
  const free = tracks.flatMap((_, candidate) => (isFixed[candidate] ? [] : candidate));
  const at = (place: number) => (fixed[place] >= 0 ? [fixed[place]] : free);

  const costs = new Float64Array((last - first + 1) * count);
  for (let place = last; place >= first; place--) {
    const following = place + 1 < fixed.length ? at(place + 1) : [];
    const row = costs.subarray((place - first) * count, (place - first + 1) * count);
    const after = following.map(
      (to) => placeCost(place + 1, to) + (place < last ? costs[(place + 1 - first) * count + to] : 0),
    );
    for (const from of at(place)) {
      if (pace.isDue) await pace.rest();
      if (pace.isOver) return undefined;
      let least = following.length === 0 ? 0 : Number.POSITIVE_INFINITY;
      for (let i = 0; i < following.length; i++) {
        if (following[i] === from) continue;
        const cost = after[i] + pairCost(from, following[i]);
        if (cost < least) least = cost;
      }
      row[from] = least;
    }
  }
  return (place, candidate) => costs[(place - first) * count + candidate];
}

import { costToGo } from './cost-to-go.ts';
import { NextTracks } from './next-tracks.ts';
import type { Pace } from './pace.ts';
import { lengthCost, type PlanProblem, planCost } from './plan-problem.ts';

/** Smallest difference of costs that counts, above the rounding of sums. */
const ROUNDING = 1e-9;

/** A candidate for a place, with the cost of the plan up to it. */
interface Branch {
  candidate: number;
  cost: number;
  bound: number;
}

/** Result of {@link exactPlan}. */
export interface ExactPlan {
  plan: Int32Array;
  /** True if no plan is cheaper. */
  isProven: boolean;
}

/**
 * Searches the free places exhaustively: depth first, the cheapest branch first, and without the branches whose lower
 * bound is not below the best plan so far (branch and bound: Land and Doig, 1960).
 *
 * @param start A plan to improve.
 * @param mostSteps Number of branches after which the search gives up.
 */
export async function exactPlan(
  problem: PlanProblem,
  start: Int32Array,
  pace: Pace,
  mostSteps = Number.POSITIVE_INFINITY,
): Promise<ExactPlan> {
  const { fixed, required } = problem;
  const first = fixed.findIndex((candidate) => candidate < 0);
  if (first < 0) return { plan: start, isProven: true };
  const last = fixed.findLastIndex((candidate) => candidate < 0);
  const toGo = await costToGo(problem, first, last, pace);
  if (!toGo) return { plan: start, isProven: false };

  const next = new NextTracks(problem);
  const leastCost = leastCosts(problem);
  const plan = fixed.slice();
  let [best, lowest] = [start, planCost(problem, start)];
  // the same for every plan: costs of the places before and after
  const outside =
    lowest - planLengthCost(problem, start) - searchedCost(problem, start, first, last) - toGo(last, start[last]);

  const branchesAt = (place: number, cost: number): Branch[] => {
    const branches: Branch[] = [];
    let missing = 0;
    required.forEach((needed, candidate) => {
      if (needed && !plan.includes(candidate)) missing += leastCost[candidate];
    });
    next.visit(plan, place, (candidate, added) => {
      const toCome = Math.max(toGo(place, candidate), missing - required[candidate] * leastCost[candidate]);
      const bound = outside + cost + added + toCome;
      if (bound < lowest - ROUNDING) branches.push({ candidate, cost: cost + added, bound });
    });
    return branches.sort((a, b) => b.bound - a.bound);
  };

  const stack = [branchesAt(first, 0)];
  for (let step = 0; stack.length > 0; step++) {
    if (step >= mostSteps) return { plan: best, isProven: false };
    if (pace.isDue) await pace.rest();
    if (pace.isOver) return { plan: best, isProven: false };
    const place = first + stack.length - 1;
    plan[place] = fixed[place];
    const branch = stack.at(-1)!.pop();
    if (!branch || branch.bound >= lowest - ROUNDING) {
      stack.pop();
      continue;
    }
    plan[place] = branch.candidate;
    if (place < last) {
      stack.push(branchesAt(place + 1, branch.cost));
      continue;
    }
    const cost = branch.bound + planLengthCost(problem, plan);
    if (cost >= lowest - ROUNDING) continue;
    [best, lowest] = [plan.slice(), cost];
  }
  return { plan: best, isProven: true };
}

/** Returns for each required candidate a lower bound of what it adds to the cost at any place after the first. */
function leastCosts({ tracks, required, fixed, pairCosts, placeCost }: PlanProblem): Float64Array {
  return Float64Array.from(tracks, (_, to) => {
    if (!required[to]) return 0;
    let before = Number.POSITIVE_INFINITY;
    for (let from = 0; from < tracks.length; from++) if (from !== to) before = Math.min(before, pairCosts(from)[to]);
    let at = Number.POSITIVE_INFINITY;
    for (let place = 0; place < fixed.length; place++) if (fixed[place] < 0) at = Math.min(at, placeCost(place, to));
    return before + at;
  });
}

function planLengthCost(problem: PlanProblem, plan: Int32Array): number {
  return lengthCost(
    problem,
    plan.reduce((sum, candidate) => sum + problem.lengthS[candidate], 0),
  );
}

/** Returns the cost that the tracks of a plan add at the searched places, as the search counts it. */
function searchedCost(problem: PlanProblem, plan: Int32Array, first: number, last: number): number {
  const next = new NextTracks(problem);
  const prefix = problem.fixed.slice();
  let sum = 0;
  for (let place = first; place <= last; place++) {
    next.visit(prefix, place, (candidate, added) => {
      if (candidate === plan[place]) sum += added;
    });
    prefix[place] = plan[place];
  }
  return sum;
}

import { beamSearch } from './beam-search.ts';
import { exactPlan } from './exact-plan.ts';
import { greedyPlan } from './greedy-plan.ts';
import { improvePlan } from './improve-plan.ts';
import type { Pace } from './pace.ts';
import { type PlanProblem, planCost, withFixed } from './plan-problem.ts';

/** Plans that the beam keeps per place; fewer if it would visit more candidates than this. */
const BEAM_WIDTH = 96;
const NARROWEST_BEAM = 16;
const MOST_VISITS = 4_000_000;
const WINDOW_BEAM_WIDTH = 32;
/** Places of a window, and rounds over all windows. */
const WINDOW = 7;
const WINDOW_STEP = 3;
const MOST_ROUNDS = 3;
/** Branches after which a proof is given up that nobody asked for. */
const PROOF_STEPS = 20_000;
const MOST_PROVEN_PLACES = 10;

const LEAST_GAIN = 1e-9;

/** Result of {@link searchPlan}. */
export interface FoundPlan {
  plan: Int32Array;
  isProven: boolean;
}

/**
 * Searches the cheapest plan: greedily, by beam search, and by local search from both. Then it searches windows of a
 * few places again by beam search while the others stay. Each step keeps the best plan so far, so that more time never
 * gives a worse plan. Small plans are proven best, unless `exact` is false; larger ones if it is true.
 */
export async function searchPlan(problem: PlanProblem, exact: boolean | undefined, pace: Pace): Promise<FoundPlan> {
  pace.renew();
  let best = greedyPlan(problem);
  let lowest = planCost(problem, best);
  const keep = (plan: Int32Array | undefined): boolean => {
    if (plan === undefined) return false;
    const cost = planCost(problem, plan);
    if (cost >= lowest - LEAST_GAIN) return false;
    [best, lowest] = [plan, cost];
    return true;
  };
  keep(await improvePlan(problem, best, pace));
  const beam = await beamSearch(problem, { width: beamWidth(problem), pace });
  if (beam) keep(await improvePlan(problem, beam, pace));

  for (let round = 0, hasGained = true; round < MOST_ROUNDS && hasGained && !pace.isOver && !pace.isSpent; round++) {
    hasGained = false;
    for (let first = 0; first < problem.places; first += WINDOW_STEP) {
      if (pace.isOver || pace.isSpent) break;
      const fixed = best.slice();
      for (let place = first; place < Math.min(first + WINDOW, problem.places); place++)
        fixed[place] = problem.fixed[place];
      const window = await beamSearch(withFixed(problem, fixed), { width: WINDOW_BEAM_WIDTH, known: best, pace });
      if (keep(window)) hasGained = true;
    }
    if (hasGained) keep(await improvePlan(problem, best, pace));
  }

  const freePlaces = problem.fixed.filter((candidate) => candidate < 0).length;
  if (exact === false || (!exact && freePlaces > MOST_PROVEN_PLACES)) return { plan: best, isProven: false };
  const { plan, isProven } = await exactPlan(problem, best, pace, exact ? undefined : PROOF_STEPS);
  keep(plan);
  return { plan: best, isProven };
}

function beamWidth({ places, tracks, required, fixed }: PlanProblem): number {
  const free = required.reduce((sum, needed) => sum + needed, 0);
  const isOrder = free + fixed.filter((candidate) => candidate >= 0).length === tracks.length;
  // the beam keeps that many plans for each number of required tracks to come
  const groups = isOrder ? 1 : 1 + free;
  const width = MOST_VISITS / (places * tracks.length * groups);
  return Math.round(Math.min(BEAM_WIDTH, Math.max(NARROWEST_BEAM, width)));
}

import { NextTracks } from './next-tracks.ts';
import type { PlanProblem } from './plan-problem.ts';

/**
 * Chooses the cheapest track at each place from the first to the last. Required tracks come at the latest when only
 * they fit.
 */
export function greedyPlan(problem: PlanProblem): Int32Array {
  const plan = problem.fixed.slice();
  const next = new NextTracks(problem);
  for (let place = 0; place < plan.length; place++) {
    const following = plan[place + 1] ?? -1;
    let [best, lowest] = [-1, Number.POSITIVE_INFINITY];
    next.visit(plan, place, (candidate, added) => {
      const cost = added + (following < 0 ? 0 : problem.pairCosts(candidate)[following]);
      if (cost < lowest) [best, lowest] = [candidate, cost];
    });
    plan[place] = best;
  }
  return plan;
}

import { rateTransition } from '../recommend/transition.ts';
import { clashCost } from './clash-cost.ts';
import { pairOf } from './pair-costs.ts';
import { type PlanProblem, shareArtist } from './plan-problem.ts';
import type { PlanRequest } from './plan-request.ts';
import type { BrokenConstraint, SetPlan } from './set-plan.ts';
import { brokenRules } from './transition-rules.ts';

/** Returns a found plan with paths, transitions and broken constraints. */
export function describePlan(request: PlanRequest, problem: PlanProblem, plan: Int32Array, exact: boolean): SetPlan {
  const { input, rules, weights, options } = request;
  const tracks = [...plan].map((candidate) => problem.tracks[candidate]);
  const pairs = tracks.slice(1).map((track, i) => pairOf(request, tracks[i], track));
  const transitions = pairs.map((pair) => rateTransition(pair, weights));
  const durationS = plan.reduce((sum, candidate) => sum + problem.lengthS[candidate], 0);
  const broken: BrokenConstraint[] = pairs.flatMap(({ from, to }, place) =>
    brokenRules(from, to, rules).map((rule) => ({ ...rule, otherPlace: place, place: place + 1 })),
  );
  for (let place = 1; place < plan.length; place++) {
    for (let other = Math.max(0, place - problem.spacing); other < place; other++) {
      if (!shareArtist(problem, plan[other], plan[place])) continue;
      broken.push({
        constraint: 'artistSpacing',
        place,
        otherPlace: other,
        wanted: problem.spacing,
        found: place - other - 1,
      });
    }
  }
  if (options.durationS === undefined && plan.length < request.places) {
    broken.push({ constraint: 'length', wanted: request.places, found: plan.length });
  }
  if (options.durationS !== undefined && Math.abs(durationS - options.durationS) > request.medianLengthS) {
    broken.push({ constraint: 'durationS', wanted: options.durationS, found: durationS });
  }
  const curveCost = plan.reduce((sum, candidate, place) => sum + problem.placeCost(place, candidate), 0);
  return {
    paths: tracks.map((track) => input.tracks[track].path),
    transitions,
    cost: transitions.reduce((sum, { score }, i) => sum + 1 - score + clashCost(pairs[i], weights), curveCost),
    durationS,
    exact,
    interrupted: false,
    timedOut: false,
    broken,
  };
}

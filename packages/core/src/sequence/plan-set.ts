import { choosePool, countSongs } from './choose-pool.ts';
import { describePlan } from './describe-plan.ts';
import { Pace } from './pace.ts';
import { comparesContours, withoutContours } from './pair-costs.ts';
import { planProblem, rangeCost } from './plan-problem.ts';
import { leastPlaces, type PlanRequest, readRequest } from './plan-request.ts';
import { searchPlan } from './search-plan.ts';
import type { PlanInput, PlanOptions, SetPlan } from './set-plan.ts';

/**
 * Plans a set: chooses tracks and their order.
 *
 * @throws {OptionError} for an invalid option, an unknown path, or options that contradict each other.
 */
export async function planSet(input: PlanInput, options: PlanOptions): Promise<SetPlan> {
  const request = readRequest(input, options);
  const pace = new Pace(options);
  const most = request.pinned.size + countSongs(request);
  let found = await planPlaces(request, Math.min(request.places, most), pace);
  for (let round = 0; round < LENGTH_ROUNDS && options.durationS !== undefined && !pace.isOver; round++) {
    const missing = Math.round((options.durationS - found.durationS) / request.medianLengthS);
    const places = Math.min(most, Math.max(leastPlaces(request), found.paths.length + missing));
    if (places === found.paths.length) break;
    const other = await planPlaces(request, places, pace);
    if (lengthError(other, options.durationS) >= lengthError(found, options.durationS)) break;
    found = other;
  }
  return { ...found, interrupted: pace.wasAborted, timedOut: pace.wasTimedOut };
}

/** Numbers of tracks to try until the set is as long as wanted. */
const LENGTH_ROUNDS = 3;

const lengthError = (plan: SetPlan, durationS: number) => Math.abs(plan.durationS - durationS);

async function planPlaces(request: PlanRequest, places: number, pace: Pace): Promise<SetPlan> {
  const pool = await shortList(request, places, choosePool(request, places), pace);
  const problem = planProblem(request, places, pool);
  const { plan, isProven } = await searchPlan(problem, request.options.exact, pace);
  const isWhole = places === request.pinned.size || pool.length === request.pinned.size + request.choosable.length;
  return describePlan(request, problem, plan, isProven && isWhole);
}

/** Tracks in addition to those of a plan, if contours are compared. */
const ALTERNATIVES = 20;

/**
 * Shortens a pool if contours are compared: to a plan that is made without them, and the tracks that fit best at any
 * place of it.
 */
async function shortList(request: PlanRequest, places: number, pool: number[], pace: Pace): Promise<number[]> {
  const count = places + ALTERNATIVES;
  if (!comparesContours(request.weights) || pool.length <= count) return pool;
  const problem = planProblem({ ...request, weights: withoutContours(request.weights) }, places, pool);
  const { plan } = await searchPlan(problem, false, pace);
  const planned = new Set(plan);
  const others = pool.flatMap((_, candidate) => {
    if (planned.has(candidate)) return [];
    const tried = plan.slice();
    let least = Number.POSITIVE_INFINITY;
    for (const [place, own] of plan.entries()) {
      if (problem.fixed[place] >= 0) continue;
      tried[place] = candidate;
      least = Math.min(least, rangeCost(problem, tried, place, place));
      tried[place] = own;
    }
    return { candidate, cost: least };
  });
  others.sort((a, b) => a.cost - b.cost || a.candidate - b.candidate);
  const chosen = [...plan, ...others.slice(0, ALTERNATIVES).map(({ candidate }) => candidate)];
  return chosen.map((candidate) => problem.tracks[candidate]);
}

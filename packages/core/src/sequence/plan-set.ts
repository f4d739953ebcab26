import { choosePool, countSongs } from './choose-pool.ts';
import { describePlan } from './describe-plan.ts';
import { Pace } from './pace.ts';
import { planProblem } from './plan-problem.ts';
import { leastPlaces, PLAN_DEFAULTS, type PlanRequest, readRequest } from './plan-request.ts';
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
  return { ...found, interrupted: pace.hasEnded };
}

/** Numbers of tracks to try until the set is as long as wanted. */
const LENGTH_ROUNDS = 3;

const lengthError = (plan: SetPlan, durationS: number) => Math.abs(plan.durationS - durationS);

async function planPlaces(request: PlanRequest, places: number, pace: Pace): Promise<SetPlan> {
  const pool = choosePool(request, places);
  const problem = planProblem(request, places, pool);
  const { plan, isProven } = await searchPlan(problem, request.options.exact ?? PLAN_DEFAULTS.exact, pace);
  const isWhole = places === request.pinned.size || pool.length === request.pinned.size + request.choosable.length;
  return describePlan(request, problem, plan, isProven && isWhole);
}

import { OptionError } from '../errors.ts';
import { checkOptions, type OptionRule, optionRules, requireRule, wholeFrom } from '../options/check-options.ts';
import { countSongs, enoughSongs } from './choose-pool.ts';
import { describePlan } from './describe-plan.ts';
import { Pace } from './pace.ts';
import { BROKEN_COST } from './pair-costs.ts';
import { pathCosts } from './path-cost.ts';
import { choosePathPool } from './path-pool.ts';
import { type PlanProblem, planCost, planProblem } from './plan-problem.ts';
import { PLAN_RULES, readRequest } from './plan-request.ts';
import { searchPlan } from './search-plan.ts';
import type { PlanInput, PlanOptions, SetPlan } from './set-plan.ts';

/** Options of {@link pathBetween}. */
export interface PathOptions
  extends Pick<
    PlanOptions,
    'exclude' | 'artistSpacing' | 'transitionRules' | 'weights' | 'timeLimitS' | 'signal' | 'onProgress'
  > {
  /** First and last track. */
  from: string;
  to: string;
  /** Number of tracks, with the first and the last. @default 6 */
  length?: number;
}

/** Defaults of {@link PathOptions}. The others are those of `planSet`. */
export const PATH_DEFAULTS = { length: 6 } as const satisfies Partial<PathOptions>;

const { exclude, artistSpacing, transitionRules, weights, timeLimitS, signal, onProgress } = PLAN_RULES;
const PATH_RULES = {
  from: optionRules.text,
  to: optionRules.text,
  length: wholeFrom(2),
  ...{ exclude, artistSpacing, transitionRules, weights, timeLimitS, signal, onProgress },
} satisfies Record<keyof PathOptions, OptionRule>;

/** A path between two tracks. */
export interface PathPlan extends SetPlan {
  /** Largest cost of a transition, 0..1: the boldest mix of the path. */
  largestCost: number;
}

/** Searches with ever smaller limits for a single transition. */
const MOST_LIMITS = 12;

/**
 * Finds a path of tracks from one to another, whose sound, tempo, energy and keys change gradually. The search
 * minimises a sum of three costs:
 *
 * - Those of all transitions.
 * - At each place, the distance from an even path: 0..1 each for sound, tempo and energy.
 * - The costliest transition once more, so that no single mix is bold. `cost` does not contain it.
 *
 * @throws {OptionError} for an invalid option, an unknown path, or options that contradict each other.
 */
export async function pathBetween(input: PlanInput, options: PathOptions): Promise<PathPlan> {
  checkOptions(options, PATH_RULES);
  const { from, to, length = PATH_DEFAULTS.length, ...others } = options;
  requireRule('from', from, optionRules.text);
  requireRule('to', to, optionRules.text);
  checkEnds(input, options);
  const request = readRequest(input, { ...others, start: from, end: to, length });
  const pace = new Pace(options);
  const places = Math.min(length, countSongs(request) + request.pinned.size);
  const pool = enoughSongs(request, places, choosePathPool(request, places));
  const even = planProblem(request, places, pool);
  const problem = { ...even, placeCost: pathCosts(request, places, even.tracks) };

  let best = await searchPlan(problem, false, pace);
  let lowest = pathCost(problem, best.plan);
  for (let round = 0, { plan } = best; round < MOST_LIMITS && !pace.isOver; round++) {
    const limit = largestCost(problem, plan);
    const found = await searchPlan(limited(problem, limit), false, pace);
    if (largestCost(problem, found.plan) >= limit) break;
    const cost = pathCost(problem, found.plan);
    if (cost < lowest) [best, lowest] = [found, cost];
    plan = found.plan;
  }
  const plan = describePlan(request, problem, best.plan, false);
  const largest = Math.max(...plan.transitions.map(({ score }) => 1 - score));
  return { ...plan, interrupted: pace.wasAborted, timedOut: pace.wasTimedOut, largestCost: largest };
}

function checkEnds({ tracks }: PlanInput, { from, to, exclude = [] }: PathOptions): void {
  if (from === to) throw new OptionError(`from and to name the same track: ${from}.`, { option: 'to' });
  for (const [option, path] of Object.entries({ from, to })) {
    if (!tracks.some((track) => track.path === path)) {
      throw new OptionError(`${option} names a track that is not in the library: ${path}.`, { option });
    }
    if (Array.isArray(exclude) && exclude.includes(path)) {
      throw new OptionError(`${option} and exclude name the same track: ${path}.`, { option });
    }
  }
}

/** Forbids transitions that cost as much as a limit or more. */
function limited(problem: PlanProblem, limit: number): PlanProblem {
  const rows = new Map<number, Float64Array>();
  const pairCosts = (from: number) => {
    const row = rows.get(from) ?? problem.pairCosts(from).map((cost) => (cost < limit ? cost : cost + BROKEN_COST));
    rows.set(from, row);
    return row;
  };
  return { ...problem, pairCosts };
}

function pathCost(problem: PlanProblem, plan: Int32Array): number {
  return planCost(problem, plan) + largestCost(problem, plan);
}

function largestCost({ pairCosts }: PlanProblem, plan: Int32Array): number {
  return plan.reduce((most, to, place) => (place === 0 ? most : Math.max(most, pairCosts(plan[place - 1])[to])), 0);
}

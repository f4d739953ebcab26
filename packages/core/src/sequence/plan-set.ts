import { rateTransition } from '../recommend/transition.ts';
import { choosePool } from './choose-pool.ts';
import { Pace } from './pace.ts';
import { type PlanProblem, pairOf, planProblem } from './plan-problem.ts';
import { leastPlaces, PLAN_DEFAULTS, type PlanRequest, readRequest } from './plan-request.ts';
import { searchPlan } from './search-plan.ts';
import type { BrokenConstraint, PlanInput, PlanOptions, SetPlan } from './set-plan.ts';
import { brokenRules } from './transition-rules.ts';

/**
 * Plans a set: chooses tracks and their order.
 *
 * @throws {OptionError} for an invalid option, an unknown path, or options that contradict each other.
 */
export async function planSet(input: PlanInput, options: PlanOptions): Promise<SetPlan> {
  const request = readRequest(input, options);
  const pace = new Pace(options);
  const most = countSongs(request);
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
  const problem = planProblem(request, places, pool.tracks);
  const { plan, isProven } = await searchPlan(problem, request.options.exact ?? PLAN_DEFAULTS.exact, pace);
  return setPlan(request, problem, plan, isProven && pool.isWhole);
}

function countSongs({ input, pinned, isChoosable }: PlanRequest): number {
  const songs = new Set<string | number>();
  for (const track of input.tracks.keys()) if (isChoosable(track)) songs.add(input.song?.(track) ?? track);
  return pinned.size + songs.size;
}

function setPlan(request: PlanRequest, problem: PlanProblem, plan: Int32Array, exact: boolean): SetPlan {
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
      const artist = problem.artist[plan[place]];
      if (artist < 0 || artist !== problem.artist[plan[other]]) continue;
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
    cost: transitions.reduce((sum, { score }) => sum + 1 - score, curveCost),
    durationS,
    exact,
    interrupted: false,
    broken,
  };
}

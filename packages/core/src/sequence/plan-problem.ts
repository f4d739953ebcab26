import { artistKeys } from '../recommend/artist-names.ts';
import { curveTargets, targetCosts } from './curve-cost.ts';
import { BROKEN_COST, type PairCosts, pairCosts } from './pair-costs.ts';
import { fixedPlaces, type PlanRequest } from './plan-request.ts';

/** A plan as numbers: candidates by number, in the order of their paths, so that ties don't depend on input order. */
export interface PlanProblem {
  places: number;
  /** Positions of the candidates in the input's tracks. */
  tracks: readonly number[];
  pairCosts: PairCosts;
  /** Returns the distance of a candidate from the curves at a place. */
  placeCost: (place: number, candidate: number) => number;
  /** Candidate at a fixed place, otherwise -1. */
  fixed: Int32Array;
  /** 1 for a candidate that the set must contain at a free place. */
  required: Uint8Array;
  /** Position in the order to keep; -1 if a candidate may come anywhere. */
  order: Int32Array;
  /** Required candidates in the order to keep; empty if they may come in any order. */
  ordered: readonly OrderedSeed[];
  /** Numbers of the artists of each candidate. */
  artists: readonly (readonly number[])[];
  /** Number of the song of each candidate; -1 if unknown, or if it is pinned and may be another version. */
  song: Int32Array;
  spacing: number;
  /** Length of each candidate, in seconds. */
  lengthS: Float64Array;
  /** Wanted length of the set, and that of a usual track. */
  wantedS?: { set: number; track: number };
}

/** A required candidate, with the range of places that leaves room for the others before and after it. */
interface OrderedSeed {
  candidate: number;
  earliest: number;
  latest: number;
}

/** Prepares the search of a request among some of its tracks, which include all pinned ones. */
export function planProblem(request: PlanRequest, places: number, candidates: Iterable<number>): PlanProblem {
  const { input, seeds, pinned, options, spacing, rules } = request;
  const { tracks: all } = input;
  const tracks = [...candidates].sort((a, b) => (all[a].path < all[b].path ? -1 : 1));
  const numberOf = new Map(tracks.map((track, candidate) => [track, candidate]));
  const fixed = new Int32Array(places).fill(-1);
  const required = new Uint8Array(tracks.length);
  for (const seed of seeds) required[numberOf.get(seed)!] = 1;
  for (const [place, track] of fixedPlaces(request, places)) {
    fixed[place] = numberOf.get(track)!;
    required[fixed[place]] = 0;
  }
  const order = new Int32Array(tracks.length).fill(-1);
  if (options.keepOrder) for (const [i, seed] of seeds.entries()) order[numberOf.get(seed)!] = i;
  const [artistNumber, songNumber] = [numbering(), numbering()];
  const song = (track: number) => (pinned.has(track) ? undefined : input.song?.(track));
  return {
    places,
    tracks,
    pairCosts: pairCosts(request, tracks),
    placeCost:
      targetCosts(
        curveTargets(request, places),
        tracks.map((track) => all[track]),
        !rules.noDoubletime,
      ) ?? (() => 0),
    fixed,
    required,
    order,
    ordered: orderedSeeds(order, fixed),
    artists: tracks.map((track) => artistKeys(all[track].artist).map(artistNumber)),
    song: Int32Array.from(tracks, (track) => {
      const name = song(track);
      return name === undefined ? -1 : songNumber(name);
    }),
    spacing,
    lengthS: Float64Array.from(tracks, request.lengthOf),
    ...(options.durationS !== undefined && { wantedS: { set: options.durationS, track: request.medianLengthS } }),
  };
}

/** Returns a problem with other fixed places. */
export function withFixed(problem: PlanProblem, fixed: Int32Array): PlanProblem {
  const required = problem.required.slice();
  for (const candidate of fixed) if (candidate >= 0) required[candidate] = 0;
  return { ...problem, fixed, required, ordered: orderedSeeds(problem.order, fixed) };
}

function orderedSeeds(order: Int32Array, fixed: Int32Array): OrderedSeed[] {
  const seeds: number[] = [];
  for (const [candidate, position] of order.entries()) if (position >= 0) seeds[position] = candidate;
  const placeOf = new Map([...fixed].map((candidate, place) => [candidate, place]));
  const earliest: number[] = [];
  let next = 0;
  for (const candidate of seeds) {
    const place = placeOf.get(candidate);
    while (place === undefined && fixed[next] >= 0) next++;
    earliest.push(place ?? next);
    next = (place ?? next) + 1;
  }
  const latest: number[] = [];
  let last = fixed.length - 1;
  for (const candidate of seeds.toReversed()) {
    const place = placeOf.get(candidate);
    while (place === undefined && fixed[last] >= 0) last--;
    latest.unshift(place ?? last);
    last = (place ?? last) - 1;
  }
  return seeds
    .map((candidate, i) => ({ candidate, earliest: earliest[i], latest: latest[i] }))
    .filter(({ candidate }) => !placeOf.has(candidate));
}

/** Returns a function that gives each name a number, from 0. */
function numbering(): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
}

/** Returns true if two candidates have an artist in common. */
export function shareArtist({ artists }: PlanProblem, a: number, b: number): boolean {
  for (const artist of artists[a]) if (artists[b].includes(artist)) return true;
  return false;
}

/** Returns the cost of a plan, with {@link BROKEN_COST} for every broken constraint. */
export function planCost(problem: PlanProblem, plan: Int32Array): number {
  const lengthS = plan.reduce((sum, candidate) => sum + problem.lengthS[candidate], 0);
  return rangeCost(problem, plan, 0, plan.length - 1) + lengthCost(problem, lengthS);
}

/** Returns the cost of a set that is longer or shorter than wanted: 1 per track, above half a track. */
export function lengthCost({ wantedS }: PlanProblem, lengthS: number): number {
  return wantedS === undefined ? 0 : Math.max(0, Math.abs(lengthS - wantedS.set) / wantedS.track - 0.5);
}

/** Returns the cost of a place of a plan without those of mixes: curves, and the artists of the places before. */
export function placeCosts(problem: PlanProblem, plan: Int32Array, place: number): number {
  let cost = problem.placeCost(place, plan[place]);
  for (let other = Math.max(0, place - problem.spacing); other < place; other++) {
    if (shareArtist(problem, plan[other], plan[place])) cost += BROKEN_COST;
  }
  return cost;
}

/** Returns the part of the cost that depends on the places from `first` to `last`. */
export function rangeCost(problem: PlanProblem, plan: Int32Array, first: number, last: number): number {
  const { pairCosts, placeCost, spacing } = problem;
  let cost = 0;
  for (let place = first; place <= last; place++) cost += placeCost(place, plan[place]);
  for (let place = Math.max(1, first); place <= Math.min(last + 1, plan.length - 1); place++) {
    cost += pairCosts(plan[place - 1])[plan[place]];
  }
  for (let place = Math.max(1, first); place <= Math.min(last + spacing, plan.length - 1); place++) {
    for (let other = Math.max(0, place - spacing); other < Math.min(place, place > last ? last + 1 : place); other++) {
      if ((place <= last || other >= first) && shareArtist(problem, plan[other], plan[place])) cost += BROKEN_COST;
    }
  }
  return cost;
}

import { type PathAngles, pathAngles, pathCosts } from './path-cost.ts';
import type { PlanRequest } from './plan-request.ts';

/** Number of tracks that a path is searched among, and of those that are compared around each hub. */
const POOL = 300;
const AROUND_HUB = 1500;
/** Halvings of the way in search of hubs. */
const HALVINGS = 2;

/**
 * Narrows a library to the tracks that are worth a search for a path: for each place, the nearest to an even path and
 * the least out of the way. Returns small libraries whole.
 *
 * @returns positions of tracks, with both ends.
 */
export function choosePathPool(request: PlanRequest, places: number): number[] {
  const { choosable } = request;
  const ends = [...request.pinned];
  if (choosable.length <= POOL || places <= ends.length) return [...ends, ...choosable];
  const { tracks: all } = request.input;
  const compared = comparedTracks(request).sort((a, b) => (all[a].path < all[b].path ? -1 : 1));
  const costs = pathCosts(request, places, compared);
  const detours = compared.map((track) => detour(request, pathAngles(request, track)));
  const chosen = new Set<number>();
  const perPlace = Math.ceil(POOL / (places - 2));
  for (let place = 1; place < places - 1; place++) {
    const byCost = compared
      .map((track, i) => ({ track, cost: costs(place, i) + detours[i] }))
      .filter(({ track }) => !chosen.has(track))
      .sort((a, b) => a.cost - b.cost);
    for (const { track } of byCost.slice(0, perPlace)) chosen.add(track);
  }
  return [...ends, ...chosen];
}

/** Returns the tracks around both ends and around hubs between them, or all tracks if the library can't search. */
function comparedTracks(request: PlanRequest): number[] {
  const { choosable, input } = request;
  const { nearest } = input;
  if (!nearest || choosable.length <= AROUND_HUB) return [...choosable];
  const found = new Set<number>();
  const search = (hub: number) => {
    for (const track of nearest(hub, AROUND_HUB, request.isChoosable)) found.add(track);
  };
  let hubs = [request.start!, request.end!];
  hubs.forEach(search);
  for (let round = 0; round < HALVINGS && found.size > 0; round++) {
    const between = hubs.slice(1).map((hub, i) => middle(request, [...found], hubs[i], hub));
    between.forEach(search);
    hubs = hubs.flatMap((hub, i) => (i < between.length ? [hub, between[i]] : [hub]));
  }
  return found.size > 0 ? [...found] : [...choosable];
}

/** Returns the track that is the most in the middle of two others, and the least out of the way. */
function middle({ input }: PlanRequest, tracks: readonly number[], a: number, b: number): number {
  let [best, lowest] = [a, Number.POSITIVE_INFINITY];
  for (const track of tracks) {
    const [toA, toB] = [input.distance(a, track), input.distance(track, b)];
    if (toA === undefined || toB === undefined || track === a || track === b) continue;
    const cost = Math.max(toA, toB);
    if (cost < lowest || (cost === lowest && input.tracks[track].path < input.tracks[best].path)) {
      [best, lowest] = [track, cost];
    }
  }
  return best;
}

/** Returns how much longer the way is with a track in it, 0 or more, relative to the direct one. */
function detour(request: PlanRequest, angles: PathAngles | undefined): number {
  const direct = pathAngles(request, request.start!)?.toLast;
  if (angles === undefined || !direct) return 0;
  return (angles.toFirst + angles.toLast) / direct - 1;
}

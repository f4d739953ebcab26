import { artistKeys } from '../recommend/artist-names.ts';
import { transitionCost } from '../recommend/transition.ts';
import { curveTargets, targetCosts } from './curve-cost.ts';
import { BROKEN_COST, pairOf, withoutContours } from './pair-costs.ts';
import type { PlanRequest } from './plan-request.ts';
import { anchorsAround, anchorTempos, type NearbyAnchor, poolAnchors } from './pool-anchors.ts';
import { bridgeTracks } from './pool-bridges.ts';
import { brokenRules } from './transition-rules.ts';

/** Size of a pool: some tracks per place, within limits. */
const TRACKS_PER_PLACE = 10;
const SMALLEST_POOL = 240;
const LARGEST_POOL = 1000;
/** Parts of the set that have pools of their own. */
const MOST_PARTS = 8;
/** Tracks compared for each one chosen: the nearest by sound, of those that best fit the curves. */
const NEAR = 3;
const FITTING = 10;
/** Distance from the curves that always fits. */
const FITTING_COST = 0.05;
/** Versions of one song in the pool. */
const MOST_VERSIONS = 2;

/**
 * Narrows a library to the tracks that are worth a search. For each part of the set, it takes the tracks that fit the
 * curves there. Of those, it takes the nearest to the pinned tracks before and after the part. Without pinned tracks,
 * the set may be anywhere around a few tracks spread over the library. Returns small libraries whole.
 *
 * @returns positions of tracks, with all pinned ones.
 */
export function choosePool(request: PlanRequest, places: number): number[] {
  const { input, pinned, choosable, isChoosable } = request;
  if (pinned.size >= places) return [...pinned];
  const size = Math.max(SMALLEST_POOL, Math.min(LARGEST_POOL, TRACKS_PER_PLACE * places), 2 * places);
  if (choosable.length <= size) return [...pinned, ...choosable];

  const anchors = poolAnchors(request, places);
  const hasCurve = request.options.energyCurve !== undefined || request.options.bpmCurve !== undefined;
  const count = hasCurve || anchors.filter(({ at }) => at !== undefined).length > 1 ? Math.min(MOST_PARTS, places) : 1;
  const parts = Array.from({ length: count }, (_, part) => (count > 1 ? part / (count - 1) : 0));
  const targets = curveTargets(request, count);
  targets.bpms ??= anchorTempos(request, anchors, parts);
  const costs = targetCosts(
    targets,
    choosable.map((track) => input.tracks[track]),
    !request.rules.noDoubletime,
  );
  const nearest = nearestBy(request);
  const anchorCost = anchorCosts(request, targets);

  const pool = new Pool(request, places);
  pool.add(bridgeTracks(request, anchors, targets, count), size);
  for (const [part, at] of parts.entries()) {
    const around = anchorsAround(anchors, at);
    const wanted = Math.ceil(size / count / around.length);
    const fitting = costs && fittingTracks(choosable, (i) => costs(part, i), FITTING * wanted);
    for (const { track, share } of around) {
      const accept = (candidate: number) =>
        isChoosable(candidate) && !pool.has(candidate) && (fitting?.has(candidate) ?? true);
      const found = nearest(track, NEAR * wanted, accept);
      const influences = share === 1 ? [{ track, share }] : around;
      pool.add(
        rank(request, found, (candidate) => anchorCost(influences, candidate)),
        wanted,
      );
    }
  }
  return enoughSongs(request, places, [...pinned, ...pool.tracks]);
}

/** Counts the songs among tracks that may be chosen. */
export function countSongs({ input, choosable }: PlanRequest): number {
  return new Set(choosable.map((track) => input.song?.(track) ?? track)).size;
}

/** Adds tracks to a pool, in the order of their paths, until it has a song for every place. */
export function enoughSongs(request: PlanRequest, places: number, pool: number[]): number[] {
  const { input, pinned, choosable } = request;
  const songOf = (track: number) => input.song?.(track) ?? track;
  const songs = new Set(pool.filter((track) => !pinned.has(track)).map(songOf));
  const needed = places - pinned.size;
  if (songs.size >= needed) return pool;
  const added: number[] = [];
  for (const track of choosable.toSorted((a, b) => (input.tracks[a].path < input.tracks[b].path ? -1 : 1))) {
    if (songs.size >= needed) break;
    if (songs.has(songOf(track))) continue;
    songs.add(songOf(track));
    added.push(track);
  }
  return [...pool, ...added];
}

function fittingTracks(tracks: readonly number[], costOf: (i: number) => number, count: number): Set<number> {
  const costs = Float64Array.from(tracks, (_, i) => costOf(i));
  const limit = Math.max(FITTING_COST, costs.toSorted()[Math.min(count, costs.length) - 1]);
  return new Set(tracks.filter((_, i) => costs[i] <= limit));
}

/** Returns a search for tracks near an anchor. If it finds none, because vectors are missing, it returns all. */
function nearestBy({ input, choosable }: PlanRequest) {
  const distances = new Map<number, number[]>();
  const byDistance = (track: number): number[] => {
    const known = distances.get(track);
    if (known) return known;
    const all = choosable.flatMap((other) => {
      const distance = input.distance(track, other);
      return distance === undefined ? [] : { other, distance };
    });
    all.sort((a, b) => a.distance - b.distance || (input.tracks[a.other].path < input.tracks[b.other].path ? -1 : 1));
    const others = all.map(({ other }) => other);
    distances.set(track, others);
    return others;
  };
  return (track: number, count: number, accept: (track: number) => boolean): readonly number[] => {
    const found = input.nearest
      ? input.nearest(track, count, accept)
      : byDistance(track).filter(accept).slice(0, count);
    return found.length > 0 ? found : choosable.filter(accept);
  };
}

/**
 * Returns the cost of a track in the neighbourhood of anchors. Keys don't count, because they change within a few
 * tracks. What follows a curve doesn't count either.
 */
function anchorCosts(request: PlanRequest, { energies, bpms }: ReturnType<typeof curveTargets>) {
  const weights = {
    ...withoutContours(request.weights),
    key: 0,
    samples: 0,
    ...(energies && { energy: 0 }),
    ...(bpms && { tempo: 0 }),
  };
  const { maxPitchPct, noDoubletime = false } = request.rules;
  const rules = bpms ? {} : { noDoubletime, ...(maxPitchPct !== undefined && { maxPitchPct }) };
  return (anchors: readonly NearbyAnchor[], track: number): number => {
    let sum = 0;
    for (const anchor of anchors) {
      const pair = pairOf(request, anchor.track, track, { withFeatures: false });
      const broken = brokenRules(pair.from, pair.to, rules).length;
      sum += anchor.share * (transitionCost(pair, weights) + BROKEN_COST * broken);
    }
    return sum;
  };
}

function rank({ input }: PlanRequest, tracks: readonly number[], costOf: (track: number) => number): number[] {
  const costs = new Map(tracks.map((track) => [track, costOf(track)]));
  const byCost = (a: number, b: number) =>
    costs.get(a)! - costs.get(b)! || (input.tracks[a].path < input.tracks[b].path ? -1 : 1);
  return [...tracks].sort(byCost);
}

/** Chosen tracks, with not too many of one artist or song. */
class Pool {
  readonly tracks = new Set<number>();
  readonly #request: PlanRequest;
  readonly #mostOfArtist: number;
  readonly #counts = new Map<string, number>();

  constructor(request: PlanRequest, places: number) {
    this.#request = request;
    this.#mostOfArtist = 2 * Math.ceil(places / (request.spacing + 1)) + 1;
  }

  has(track: number): boolean {
    return this.tracks.has(track);
  }

  /** Adds the first tracks of a list, up to a number. */
  add(tracks: readonly number[], count: number): void {
    const { input } = this.#request;
    let added = 0;
    for (const track of tracks) {
      if (added === count) return;
      const names = artistKeys(input.tracks[track].artist).map((artist) => `artist ${artist}`);
      if (names.some((name) => !this.#hasRoom(name, this.#mostOfArtist))) continue;
      const song = input.song?.(track);
      if (song !== undefined && !this.#hasRoom(`song ${song}`, MOST_VERSIONS)) continue;
      this.tracks.add(track);
      added++;
      for (const name of [...names, `song ${song}`]) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    }
  }

  #hasRoom(name: string, most: number): boolean {
    return (this.#counts.get(name) ?? 0) < most;
  }
}

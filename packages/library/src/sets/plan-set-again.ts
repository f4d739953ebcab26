import { OptionError, optionRules, type RunOptions, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { type PlannedSet, planWith } from '../sequence/plan-tracks.ts';
import { findSetOptions, type SetOptions } from '../sequence/set-options.ts';
import { indexIfAny } from '../vectors/usable-index.ts';
import type { SavedSet, SetTrack } from './saved-set.ts';
import { setTrack } from './set-tracks.ts';
import { findSetTracks, type ViewedTrack } from './set-view.ts';

/**
 * Options of `Library.fillSet` and `Library.orderSet`. All but `timeLimitS` replace those that the set was planned
 * with. Rules, weights and filters that are not given stay.
 */
export type PlanAgainOptions = RunOptions &
  Pick<
    SetOptions,
    'energyCurve' | 'bpmCurve' | 'exclude' | 'artistSpacing' | 'transitionRules' | 'weights' | 'filters' | 'timeLimitS'
  >;

/** A saved set that was filled or ordered. */
export interface PlannedAgain extends Pick<PlannedSet, 'broken' | 'interrupted' | 'timedOut'> {
  set: SavedSet;
}

/** See `Library.fillSet`. */
export async function fillSet(
  context: LibraryContext,
  name: string,
  length: number,
  options: PlanAgainOptions,
): Promise<PlannedAgain> {
  requireRule('length', length, optionRules.positiveInteger);
  return planAgain(context, name, options, (set) => {
    if (length >= set.tracks.length) return { length, keepOrder: true };
    const message = `length ${length} is less than the ${set.tracks.length} tracks that the set has.`;
    throw new OptionError(message, { option: 'length' });
  });
}

/** See `Library.orderSet`. */
export function orderSet(context: LibraryContext, name: string, options: PlanAgainOptions): Promise<PlannedAgain> {
  return planAgain(context, name, options, ({ tracks }) => ({ length: tracks.length, keepOrder: false }));
}

async function planAgain(
  context: LibraryContext,
  name: string,
  { signal, onProgress, timeLimitS, ...options }: PlanAgainOptions,
  sizeOf: (set: SavedSet) => PlanSize,
): Promise<PlannedAgain> {
  const run = { signal, onProgress };
  const given = await findSetOptions(context, options);
  // it may build the index for minutes, while other processes can change sets
  await indexIfAny(context, run);
  let outcome: Omit<PlannedAgain, 'set'> = { broken: [], interrupted: false, timedOut: false };
  const saved = await context.sets.edit(name, async (set) => {
    const changed = Object.keys(given).length > 0 ? { ...set, plan: changedPlan(set.plan, given) } : set;
    const { set: planned, ...rest } = await planTracksAgain(context, changed, { ...sizeOf(set), timeLimitS }, run);
    outcome = rest;
    return planned;
  });
  return { ...outcome, set: saved };
}

function changedPlan(plan: SetOptions = {}, given: SetOptions): SetOptions {
  const merged = (['transitionRules', 'weights', 'filters'] as const)
    .filter((name) => given[name] !== undefined)
    .map((name) => [name, { ...plan[name], ...given[name] }]);
  return { ...plan, ...given, ...Object.fromEntries(merged) };
}

interface PlanSize {
  length: number;
  keepOrder: boolean;
}

/** Plans around repeats and tracks that are not in the library: they keep their places, and no rule applies to them. */
async function planTracksAgain(
  context: LibraryContext,
  set: SavedSet,
  { length, keepOrder, timeLimitS }: PlanSize & Pick<PlanAgainOptions, 'timeLimitS'>,
  run: RunOptions,
): Promise<PlannedAgain> {
  const viewed = findSetTracks(context, set.tracks);
  const places = firstPlaces(viewed);
  const isFirst = (listed: ViewedTrack, place: number) => isKnown(listed) && places.get(listed.track.path) === place;
  const known = viewed.filter(isFirst).filter(isKnown);
  const fixed = viewed.flatMap((listed, place) =>
    isFirst(listed, place) ? [] : [{ place, listed: set.tracks[place] }],
  );
  if (known.length === 0) throw new OptionError(`The set "${set.name}" has no track that is in the library.`);
  const locked = known.flatMap(({ locked: isLocked, track: { path } }, place) => (isLocked ? [{ place, path }] : []));
  const options: SetOptions = {
    ...againOptions(set, places),
    length: length - fixed.length,
    keepOrder,
    locked,
    seeds: [...places.keys()],
    ...(timeLimitS !== undefined && { timeLimitS }),
  };
  const only = keepOrder ? undefined : known.map(({ track }) => track);
  const { tracks, broken, interrupted, timedOut } = await planWith(context, options, run, only);
  const planned = tracks.map((track): SetTrack => {
    const place = places.get(track.path);
    return place === undefined ? setTrack(track) : { ...set.tracks[place], path: track.path };
  });
  for (const { place, listed } of fixed) planned.splice(place, 0, listed);
  return { set: { ...set, tracks: planned }, broken, interrupted, timedOut };
}

/** Returns the first place of each track. A plan contains a track once, so later ones are not planned. */
function firstPlaces(viewed: readonly ViewedTrack[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, { track }] of viewed.entries()) {
    if (track !== undefined && !places.has(track.path)) places.set(track.path, place);
  }
  return places;
}

type KnownTrack = ViewedTrack & Required<Pick<ViewedTrack, 'track'>>;

function isKnown(listed: ViewedTrack): listed is KnownTrack {
  return listed.track !== undefined;
}

/** Returns the options of a set's plan that still apply. Those of tracks apply while the set has the tracks. */
function againOptions({ plan = {}, tracks }: SavedSet, known: ReadonlyMap<string, number>): SetOptions {
  const { energyCurve, bpmCurve, exclude, artistSpacing, transitionRules, weights, filters, start, end } = plan;
  const given = { energyCurve, bpmCurve, artistSpacing, transitionRules, weights, filters };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    // a person may have edited the file
    ...(Array.isArray(exclude) && { exclude: exclude.filter((path) => !known.has(path)) }),
    ...(start !== undefined && known.get(start) === 0 && { start }),
    ...(end !== undefined && known.get(end) === tracks.length - 1 && { end }),
  };
}

import { OptionError, optionRules, type RunOptions, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { planWith } from '../sequence/plan-tracks.ts';
import { findSetOptions, type SetOptions } from '../sequence/set-options.ts';
import { indexIfAny } from '../vectors/usable-index.ts';
import type { SavedSet, SetTrack } from './saved-set.ts';
import { setTrack } from './set-tracks.ts';
import { findSetTracks, type ViewedTrack } from './set-view.ts';

/** Options of `Library.fillSet` and `Library.orderSet`. They replace those that the set was planned with. */
export type PlanAgainOptions = RunOptions &
  Pick<
    SetOptions,
    'energyCurve' | 'bpmCurve' | 'exclude' | 'artistSpacing' | 'transitionRules' | 'weights' | 'filters'
  >;

/** See `Library.fillSet`. */
export async function fillSet(
  context: LibraryContext,
  name: string,
  length: number,
  options: PlanAgainOptions,
): Promise<SavedSet> {
  requireRule('length', length, optionRules.positiveInteger);
  return planAgain(context, name, options, (set) => {
    if (length >= set.tracks.length) return { length, keepOrder: true };
    const message = `length ${length} is less than the ${set.tracks.length} tracks that the set has.`;
    throw new OptionError(message, { option: 'length' });
  });
}

/** See `Library.orderSet`. */
export function orderSet(context: LibraryContext, name: string, options: PlanAgainOptions): Promise<SavedSet> {
  return planAgain(context, name, options, ({ tracks }) => ({ length: tracks.length, keepOrder: false }));
}

async function planAgain(
  context: LibraryContext,
  name: string,
  { signal, onProgress, ...options }: PlanAgainOptions,
  sizeOf: (set: SavedSet) => PlanSize,
): Promise<SavedSet> {
  const run = { signal, onProgress };
  const given = await findSetOptions(context, options);
  // it may build the index for minutes, while other processes can change sets
  await indexIfAny(context, run);
  return context.sets.edit(name, (set) => {
    const hasNew = Object.keys(given).length > 0;
    const changed = hasNew ? { ...set, plan: { ...set.plan, ...given } } : set;
    return planTracksAgain(context, changed, sizeOf(set), run);
  });
}

interface PlanSize {
  length: number;
  keepOrder: boolean;
}

/** Plans around the tracks that are not in the library: they keep their places, and no rule applies to them. */
async function planTracksAgain(
  context: LibraryContext,
  set: SavedSet,
  { length, keepOrder }: PlanSize,
  run: RunOptions,
): Promise<SavedSet> {
  const viewed = findSetTracks(context, set.tracks);
  const known = viewed.filter(isKnown);
  const unknown = viewed.flatMap((listed, place) => (isKnown(listed) ? [] : [{ place, listed: set.tracks[place] }]));
  if (known.length === 0 || length === unknown.length) return set;
  const byPath = new Map(known.map((listed) => [listed.track.path, listed]));
  if (byPath.size < known.length) {
    throw new OptionError(`The set "${set.name}" has a track twice. Remove one of the two first.`);
  }
  const locked = known.flatMap(({ locked: isLocked, track: { path } }, place) => (isLocked ? [{ place, path }] : []));
  const options: SetOptions = {
    ...againOptions(set, byPath),
    length: length - unknown.length,
    keepOrder,
    locked,
    seeds: [...byPath.keys()],
  };
  const only = keepOrder ? undefined : known.map(({ track }) => track);
  const { tracks } = await planWith(context, options, run, only);
  const planned = tracks.map((track): SetTrack => {
    const listed = byPath.get(track.path);
    if (listed === undefined) return setTrack(track);
    const { track: _, movedTo: __, ...stored } = listed;
    return { ...stored, path: track.path };
  });
  for (const { place, listed } of unknown) planned.splice(place, 0, listed);
  return { ...set, tracks: planned };
}

type KnownTrack = ViewedTrack & Required<Pick<ViewedTrack, 'track'>>;

function isKnown(listed: ViewedTrack): listed is KnownTrack {
  return listed.track !== undefined;
}

/** Returns the options of a set's plan that still apply: curves, rules and weights, and an end that is still the end. */
function againOptions({ plan = {}, tracks }: SavedSet, known: ReadonlyMap<string, unknown>): SetOptions {
  const { energyCurve, bpmCurve, exclude, artistSpacing, transitionRules, weights, filters, start, end } = plan;
  const given = { energyCurve, bpmCurve, artistSpacing, transitionRules, weights, filters };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(exclude && { exclude: exclude.filter((path) => !known.has(path)) }),
    ...(start !== undefined && start === tracks[0]?.path && known.has(start) && { start }),
    ...(end !== undefined && end === tracks.at(-1)?.path && known.has(end) && { end }),
  };
}

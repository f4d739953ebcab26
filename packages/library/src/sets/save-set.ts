import { checkOptions, type OptionRule, optionRules, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import type { SetOptions } from '../sequence/set-options.ts';
import type { SavedSet, SetTrack } from './saved-set.ts';
import { setTrack } from './set-tracks.ts';

/** Tracks to save as a set: a planned set, or any list of tracks with their paths. */
export interface SetToSave {
  tracks: readonly SetTrack[];
  /** Options that the set was planned with. */
  options?: SetOptions;
}

/** Options of `Library.saveSet`. */
export interface SaveSetOptions {
  /** Replace a set of that name. @default false */
  overwrite?: boolean;
}

const RULES = { overwrite: optionRules.flag } satisfies Record<keyof SaveSetOptions, OptionRule>;

/** See `Library.saveSet`. */
export async function saveSet(
  { sets }: LibraryContext,
  name: string,
  set: SetToSave,
  options: SaveSetOptions,
): Promise<SavedSet> {
  checkOptions(options, RULES);
  requireRule('The set', set, optionRules.options);
  requireRule('tracks', set.tracks, trackList);
  const { tracks, options: plan } = set;
  const lockedPlaces = new Set(plan?.locked?.map(({ place }) => place));
  const stored = tracks.map((track, place) => {
    const { locked = lockedPlaces.has(place), rating, ratedNext, note } = track;
    const own = Object.entries({ locked: locked || undefined, rating, ratedNext, note });
    return { ...setTrack(track), ...Object.fromEntries(own.filter(([, value]) => value !== undefined)) };
  });
  return sets.save(name, { tracks: stored, ...(plan && { plan }) }, options);
}

const trackList: OptionRule = (value) =>
  Array.isArray(value) && value.every((track) => typeof track?.path === 'string' && track.path !== '')
    ? undefined
    : 'a list of objects with a path';

import {
  errorMessage,
  type MixTable,
  type MixTrack,
  type RunOptions,
  rateTransition,
  type ScoreWeights,
  scoreWeights,
  type Transition,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { trackPair } from '../mix/track-pair.ts';
import { latestStars } from '../mix-stars/mix-stars.ts';
import { NamedTrackFinder } from '../playlists/named-track-finder.ts';
import { indexIfAny } from '../vectors/usable-index.ts';
import { mixStars } from './edit-tracks.ts';
import type { SavedSet, SetTrack } from './saved-set.ts';

/** A track of a set, with what the library knows of it. */
export interface ViewedTrack extends SetTrack {
  /** The library's facts; absent if the track is not in the library. */
  track?: MixTrack;
  /** Set if the stored path is not in the library: the track was found by its name and length, under this path. */
  movedTo?: string;
}

/** A saved set, with what the library knows of its tracks and mixes. */
export interface ViewedSet extends Omit<SavedSet, 'tracks'> {
  tracks: ViewedTrack[];
  /** One for each pair of neighbours. */
  mixes: ViewedMix[];
  /** Sum of the known lengths, in seconds. */
  durationS: number;
  /** True if the call was aborted before vectors could be compared. */
  interrupted: boolean;
}

/** The mix of two neighbours in a set. */
export interface ViewedMix {
  /** Absent if a track is not in the library. */
  transition?: Transition;
  /** Your stars, 1 to 5. */
  stars?: number;
}

/** Looks up the tracks of a set, and rates its mixes with the weights that it was planned with. */
export async function viewSet(context: LibraryContext, set: SavedSet, run: RunOptions): Promise<ViewedSet> {
  await context.refresh();
  const finder = new NamedTrackFinder(context);
  const tracks = findSetTracks(context, set.tracks, finder);
  const latest = await latestStars(context, finder);
  const index = await indexIfAny(context, run);
  const rated = mixRater(context, weightsOf(context, set), index);
  const mixes = tracks.slice(1).map(({ track: to }, place): ViewedMix => {
    const from = tracks[place].track;
    const stars = (from && to && latest(from.path, to.path)) ?? mixStars(set, place);
    const transition = from && to && rated(from, to);
    return { ...(transition && { transition }), ...(stars && { stars }) };
  });
  return { ...set, tracks, mixes, durationS: totalLength(tracks), interrupted: run.signal?.aborted ?? false };
}

/** Mixes rated with one index and weights, by the paths of their tracks. */
interface RatedMixes {
  index: ReadonlyVectorIndex | undefined;
  weights: string;
  transitions: Map<string, Transition>;
}

/** Mixes of the sets that were viewed last. A change of tracks makes another table. */
const RATED = new WeakMap<MixTable, RatedMixes>();
const MOST_RATED = 5000;

/** Returns a function that rates the mix of two tracks. A change of a long set rates only the mixes that are new. */
function mixRater(context: LibraryContext, weights: ScoreWeights, index: ReadonlyVectorIndex | undefined) {
  const { table } = context.mixTracks;
  const key = JSON.stringify(weights);
  let rated = RATED.get(table);
  if (rated?.index !== index || rated?.weights !== key || rated.transitions.size > MOST_RATED) {
    rated = { index, weights: key, transitions: new Map() };
    RATED.set(table, rated);
  }
  const { transitions } = rated;
  return (from: MixTrack, to: MixTrack): Transition => {
    const pair = JSON.stringify([from.path, to.path]);
    const transition = transitions.get(pair) ?? rateTransition(trackPair(context, from, to, index), weights);
    transitions.set(pair, transition);
    return transition;
  };
}

function weightsOf({ warn }: LibraryContext, { name, plan }: SavedSet): ScoreWeights {
  try {
    return scoreWeights(plan?.weights ?? {}, WEIGHT_PRESETS.balanced);
  } catch (error) {
    warn(`The set "${name}" has invalid weights: ${errorMessage(error)} Its mixes are rated as balanced.`);
    return WEIGHT_PRESETS.balanced;
  }
}

/** Finds the library's tracks of a set: by path, or by a unique name and length after a file moved. */
export function findSetTracks(
  context: LibraryContext,
  tracks: readonly SetTrack[],
  finder = new NamedTrackFinder(context),
): ViewedTrack[] {
  return tracks.map((stored) => {
    const listed = readable(stored);
    const { path } = finder.find({ ...listed, paths: [listed.path] });
    if (path === undefined) return listed;
    return { ...listed, track: context.mixTracks.get(path), ...(path !== listed.path && { movedTo: path }) };
  });
}

/** Returns the values of a listed track that have the right types; a person may have edited the file. */
function readable({ path, ...values }: SetTrack): SetTrack {
  const types: [keyof SetTrack, (value: unknown) => boolean][] = [
    ['artist', isText],
    ['title', isText],
    ['durationS', (value) => lengthOf(value) > 0],
    ['locked', (value) => value === true],
    ['rating', Number.isInteger],
    ['ratedNext', isText],
    ['note', isText],
  ];
  const stored = values as Partial<Record<keyof SetTrack, unknown>>;
  const known = types.filter(([key, fits]) => fits(stored[key])).map(([key]) => [key, stored[key]]);
  return { path, ...Object.fromEntries(known) };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Returns the sum of the known lengths, in seconds. */
export function totalLength(tracks: readonly ViewedTrack[]): number {
  return tracks.reduce((sum, { track, durationS }) => sum + lengthOf(track?.durationS ?? durationS), 0);
}

/** Returns a length in seconds; 0 if it is unknown. */
function lengthOf(seconds: unknown): number {
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}

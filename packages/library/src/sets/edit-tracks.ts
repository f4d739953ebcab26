import { OptionError, requireRule, trackName, wholeFrom } from '@rbassist/core';
import type { SavedSet, SetTrack } from './saved-set.ts';

/** Most stars of a mix. */
const MAX_STARS = 5;

/** Options of {@link addTracks}. */
interface AddTracksOptions {
  /** Adds tracks that the set already contains. @default false */
  allowRepeats?: boolean;
}

/**
 * Adds tracks before a place, from 0; at the end without one.
 *
 * @throws {OptionError} if the set has no such place, or would contain a track twice.
 */
export function addTracks<Listed extends Pick<SavedSet, 'tracks'>>(
  set: Listed,
  tracks: readonly SetTrack[],
  place = set.tracks.length,
  { allowRepeats = false }: AddTracksOptions = {},
): Listed {
  if (!allowRepeats) refuseRepeats(set, tracks);
  if (place !== set.tracks.length) requirePlace(set, place);
  return { ...set, tracks: set.tracks.toSpliced(place, 0, ...tracks) };
}

/** Removes the tracks at these places, from 0. */
export function removeTracks(set: SavedSet, places: readonly number[]): SavedSet {
  for (const place of places) requirePlace(set, place);
  return { ...set, tracks: set.tracks.filter((_, place) => !places.includes(place)) };
}

/** Moves a track to another place, from 0. */
export function moveTrack(set: SavedSet, from: number, to: number): SavedSet {
  requirePlace(set, from);
  requirePlace(set, to);
  return { ...set, tracks: set.tracks.toSpliced(from, 1).toSpliced(to, 0, set.tracks[from]) };
}

/** Locks or unlocks the tracks at these places, from 0. Locked tracks keep their places. */
export function lockTracks(set: SavedSet, places: readonly number[], locked: boolean): SavedSet {
  for (const place of places) requirePlace(set, place);
  const tracks = set.tracks.map((track, place) => {
    if (!places.includes(place)) return track;
    const { locked: _, ...free } = track;
    return locked ? { ...free, locked } : free;
  });
  return { ...set, tracks };
}

/** Gives stars, 1 to 5, to the mix from the track at a place into the next one; 0 removes them. */
export function rateMix(set: SavedSet, place: number, stars: number): SavedSet {
  requirePlace(set, place);
  requireRule('stars', stars, wholeFrom(0, MAX_STARS));
  const next = set.tracks.at(place + 1)?.path;
  if (next === undefined) throw new OptionError('The last track of a set has no mix into a next one.');
  const { rating: _, ratedNext: __, ...unrated } = set.tracks[place];
  const rated = stars === 0 ? unrated : { ...unrated, rating: stars, ratedNext: next };
  return { ...set, tracks: set.tracks.with(place, rated) };
}

/** Returns your stars for the mix from the track at a place into the next one; undefined if there are none. */
export function mixStars({ tracks }: Pick<SavedSet, 'tracks'>, place: number): number | undefined {
  const { rating, ratedNext } = tracks[place];
  const isStars = Number.isInteger(rating) && Number(rating) >= 1 && Number(rating) <= MAX_STARS;
  return isStars && ratedNext === tracks[place + 1]?.path ? rating : undefined;
}

function refuseRepeats(set: Pick<SavedSet, 'tracks'>, added: readonly SetTrack[]): void {
  const places = new Map(set.tracks.map(({ path }, place) => [path, place]));
  const seen = new Set<string>();
  for (const track of added) {
    const { path, artist, title } = track;
    const place = places.get(path);
    const where = place !== undefined ? `already track ${place + 1} of the set` : 'named twice';
    if (place !== undefined || seen.has(path)) {
      const names = [artist, title].map((text) => (typeof text === 'string' && text !== '' ? text : undefined));
      const name = trackName(path, { artist: names[0], title: names[1] });
      throw new OptionError(`${name} is ${where}.`, { remedies: [{ action: 'allow-repeats' }] });
    }
    seen.add(path);
  }
}

function requirePlace({ tracks }: Pick<SavedSet, 'tracks'>, place: number): void {
  if (Number.isInteger(place) && place >= 0 && place < tracks.length) return;
  throw new OptionError(`There is no track ${place + 1} in the set. ${knownPlaces(tracks)}`);
}

/** Says which numbers the tracks of a set have. */
export function knownPlaces(tracks: readonly SetTrack[]): string {
  return tracks.length === 0 ? 'The set is empty.' : `The set has tracks 1 to ${tracks.length}.`;
}

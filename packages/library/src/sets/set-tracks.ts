import { type MixTrack, matchSeed, NotFoundError, OptionError, trackName } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findTracks } from '../sequence/set-options.ts';
import { knownPlaces } from './edit-tracks.ts';
import type { SavedSet, SetTrack } from './saved-set.ts';

/** Finds the tracks that texts mean, as a set stores them. Throws as `findTrack`. */
export async function setTracks(context: LibraryContext, texts: readonly string[]): Promise<SetTrack[]> {
  await context.refresh();
  const paths = await findTracks(context, texts, 'track');
  return paths.map((path) => setTrack(context.mixTracks.get(path) ?? { path }));
}

/** Returns a track as a set stores it. */
export function setTrack({
  path,
  artist,
  title,
  durationS,
}: Pick<MixTrack, 'path' | 'artist' | 'title' | 'durationS'>): SetTrack {
  return { path, ...(artist && { artist }), ...(title && { title }), ...(durationS !== undefined && { durationS }) };
}

/**
 * Finds a place in a set: by its number from 1, or by a path or words of the name of the track there.
 *
 * @returns the place, from 0.
 * @throws {NotFoundError} if the set has no such track.
 * @throws {OptionError} if several places match.
 */
export function placeOf({ name, tracks }: Pick<SavedSet, 'name' | 'tracks'>, text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= tracks.length) return number - 1;
  const missing = new NotFoundError(`The set "${name}" has no track "${text}". ${knownPlaces(tracks)}`);
  // never the position in the list of names, nor a number in a path
  if (/^\d+$/.test(text)) throw missing;
  const named = tracks.map((track, place) => [String(place), namesOf(track)] as const);
  const exact = tracks.flatMap(({ path }, place) => (path === text ? [place] : []));
  const { paths: found, exactCount } = matchSeed(text, named);
  const matches = exact.length > 0 ? exact : found.slice(0, exactCount || undefined).map(Number);
  const listed = (place: number) => `${place + 1} ${trackName(tracks[place].path, namesOf(tracks[place]))}`;
  if (matches.length === 1) return matches[0];
  if (matches.length > 1) {
    throw new OptionError(
      `"${text}" matches several tracks of the set: ${matches.map(listed).join(', ')}. Give a number.`,
    );
  }
  throw missing;
}

function namesOf({ path, artist, title }: SetTrack) {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const names = { artist: text(artist), title: text(title) };
  return names.artist || names.title ? names : { title: trackName(path, {}) };
}

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderError, NotFoundError, OptionError, requireRule, wholeFrom } from '@rbassist/core';
import { isObject } from '../files/is-object.ts';
import type { LibraryContext } from '../library-context.ts';
import { NamedTrackFinder } from '../playlists/named-track-finder.ts';
import { mixStars } from '../sets/edit-tracks.ts';
import type { SavedSet, SetTrack } from '../sets/saved-set.ts';
import { setTrack } from '../sets/set-tracks.ts';
import { readText } from '../tags/tag-files.ts';

/** Your stars for a mix. */
export interface RatedPair {
  /** Path of the track that is left. */
  from: string;
  /** Path of the track that is entered. */
  to: string;
  /** 1 to 5. */
  stars: number;
}

/** A line of the file. Names and length find a track again after its file moved. */
interface StoredStars {
  from: SetTrack;
  to: SetTrack;
  /** 0 removes earlier ones. */
  stars: number;
}

const MAX_STARS = 5;
const FILE = 'mix-stars.jsonl';
const NEWLINE = 10;

/** See `Library.saveMixStars`. Each call adds a line, so that programs that write at once lose nothing. */
export async function saveMixStars(context: LibraryContext, from: string, to: string, stars: number): Promise<void> {
  requireRule('stars', stars, wholeFrom(0, MAX_STARS));
  if (from === to) throw new OptionError(`from and to name the same track: ${from}.`, { option: 'to' });
  await context.refresh();
  const known = (path: string) => {
    const track = context.mixTracks.get(path);
    if (track === undefined) throw new NotFoundError(`The library has no track ${path}.`);
    return setTrack(track);
  };
  await appendStars(context, [{ from: known(from), to: known(to), stars }]);
}

/** Keeps the stars of mixes of a set, at these places, as the latest of their pairs. */
export async function logSetStars(context: LibraryContext, set: SavedSet, places: readonly number[]): Promise<void> {
  const lines = places.flatMap((place): StoredStars[] => {
    const [from, to] = set.tracks.slice(place, place + 2);
    if (from.path === to.path) return [];
    return [{ from: setTrack(from), to: setTrack(to), stars: mixStars(set, place) ?? 0 }];
  });
  if (lines.length > 0) await appendStars(context, lines);
}

function pairOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

async function appendStars({ folder }: LibraryContext, lines: readonly StoredStars[]): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const path = join(folder.root, FILE);
  try {
    await using file = await open(path, 'a+');
    const { size } = await file.stat();
    const last = Buffer.alloc(1, NEWLINE);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    // a crash may have cut the last line
    await file.appendFile(last[0] === NEWLINE ? text : `\n${text}`);
    await file.sync();
  } catch (error) {
    throw dataFolderError(path, 'written', error);
  }
}

/** Returns a function that gives the latest stars of a mix by the paths of its tracks; undefined if none were given. */
export async function latestStars(
  context: LibraryContext,
  finder: NamedTrackFinder,
): Promise<(from: string, to: string) => number | undefined> {
  const stars = new Map<string, number>();
  for (const line of await storedStars(context)) {
    const [from, to] = [line.from, line.to].map((track) => finder.find({ ...track, paths: [track.path] }).path);
    if (from !== undefined && to !== undefined) stars.set(pairOf(from, to), line.stars);
  }
  return (from, to) => stars.get(pairOf(from, to));
}

/** See `Library.mixStars`. */
export async function readMixStars(context: LibraryContext): Promise<RatedPair[]> {
  await context.refresh();
  const finder = new NamedTrackFinder(context);
  const pairs = new Map<string, RatedPair>();
  const add = (one: SetTrack, other: SetTrack, stars: number) => {
    const [from, to] = [one, other].map((track) => finder.find({ ...track, paths: [track.path] }).path);
    if (from !== undefined && to !== undefined) pairs.set(pairOf(from, to), { from, to, stars });
  };
  const sets = (await context.sets.list()).toSorted((a, b) =>
    (a.set?.changed ?? '') < (b.set?.changed ?? '') ? -1 : 1,
  );
  // sets of earlier versions have stars that the file lacks
  for (const { set } of sets) {
    for (const [place, track] of (set?.tracks.slice(0, -1) ?? []).entries()) {
      const stars = set && mixStars(set, place);
      if (stars !== undefined) add(track, set!.tracks[place + 1], stars);
    }
  }
  for (const { from, to, stars } of await storedStars(context)) add(from, to, stars);
  return [...pairs.values()].filter(({ stars }) => stars > 0);
}

/** Reads the lines of the file that are whole; a person may have edited it. */
async function storedStars({ folder }: LibraryContext): Promise<StoredStars[]> {
  const text = (await readText(join(folder.root, FILE))) ?? '';
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isStoredStars(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isStoredStars(value: unknown): value is StoredStars {
  if (!isObject(value)) return false;
  const { from, to, stars } = value;
  const isTrack = (track: unknown) => isObject(track) && typeof track.path === 'string' && track.path !== '';
  return isTrack(from) && isTrack(to) && Number.isInteger(stars) && Number(stars) >= 0 && Number(stars) <= MAX_STARS;
}

import { fileNameOf, fileStem, type MixTrack, pathKey, searchWords, trackName } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

/** A track as a playlist or a set names it. */
export interface NamedTrack {
  /** Paths that it may mean, the likeliest first. */
  paths: readonly string[];
  /** Name, usually "Artist - Title"; else artist and title count. */
  name?: string;
  artist?: string;
  title?: string;
  /** Length, in seconds. */
  durationS?: number;
}

/** The library's track that a {@link NamedTrack} means, or the reason why there is none. */
export type TrackMatch =
  /** Found by its path, by another spelling of it, by its file name, or by artist and title. */
  | { path: string; by: 'path' | 'spelling' | 'file-name' | 'name' }
  | {
      path?: undefined;
      /** Several tracks match equally well, or those of that name have another length. */
      reason: 'ambiguous' | 'other-length' | 'not-found';
      /** Tracks that may be meant; at most 50 of many. */
      candidates: string[];
    };

/** The part of a library that a {@link NamedTrackFinder} reads. A writer passes a view that does not change. */
export interface SearchedLibrary {
  records: Pick<LibraryContext['records'], 'keyOf'>;
  mixTracks: Pick<LibraryContext['mixTracks'], 'all'>;
}

/** Rounded lengths, and encoders that add silence, differ by this much, in seconds. */
const LENGTH_TOLERANCE_S = 2;
/** Largest group of tracks of one name, such as "01.mp3", in which each is compared with each. */
const LARGEST_GROUP = 50;
/** Most folders above a file that narrow a larger group. */
const DEEPEST = 3;

/** Finds the library's tracks that playlists and sets name, also after files moved. */
export class NamedTrackFinder {
  readonly #library: SearchedLibrary;
  #byFileName: Map<string, MixTrack[]> | undefined;
  #byWords: Map<string, MixTrack[]> | undefined;
  readonly #byPlace: Map<string, MixTrack[]>[] = [];

  constructor(library: SearchedLibrary) {
    this.#library = library;
  }

  find(named: NamedTrack): TrackMatch {
    for (const path of named.paths) {
      const stored = this.#library.records.keyOf(path);
      if (stored !== undefined) return { path: stored, by: stored === path ? 'path' : 'spelling' };
    }
    const fileKeys = new Set(named.paths.map(fileKey));
    const sameFiles = [...fileKeys].map((key) => this.#withFileKey(key));
    const words = wordsOf(named.name ?? [named.artist, named.title].filter(Boolean).join(' '));
    const sameNames = words === '' ? [] : this.#withWords(words);
    const near = () => [...(sameNames.length > LARGEST_GROUP ? [] : sameNames), ...this.#inFolders(named)];
    const byFile = choose(named, sameFiles, 'file-name', () =>
      near().filter((track) => fileKeys.has(fileKey(track.path))),
    );
    if (byFile.path !== undefined) return byFile;
    const byName = choose(named, [sameNames], 'name', () => near().filter((track) => wordsOfTrack(track) === words));
    return byName.path !== undefined || byFile.candidates.length === 0 ? byName : byFile;
  }

  /** Returns the tracks with the file name of a named track and the same folders above: more, if too many match. */
  #inFolders({ paths }: NamedTrack): readonly MixTrack[] {
    for (let depth = 1; depth <= DEEPEST; depth++) {
      this.#byPlace[depth] ??= grouped(this.#library.mixTracks.all, ({ path }) => placeKey(path, depth));
      const keys = new Set(paths.map((path) => placeKey(path, depth)));
      const groups = [...keys].map((key) => this.#byPlace[depth].get(key) ?? []);
      if (sizeOf(groups) <= LARGEST_GROUP) return groups.flat();
    }
    return [];
  }

  #withFileKey(key: string): readonly MixTrack[] {
    this.#byFileName ??= grouped(this.#library.mixTracks.all, (track) => fileKey(track.path));
    return this.#byFileName.get(key) ?? [];
  }

  #withWords(words: string): readonly MixTrack[] {
    this.#byWords ??= grouped(this.#library.mixTracks.all, wordsOfTrack);
    return this.#byWords.get(words) ?? [];
  }
}

const NOT_FOUND: TrackMatch = { reason: 'not-found', candidates: [] };

/**
 * Chooses a track of some groups. Compares each track of a small group, but only the likely ones of a large one,
 * because a playlist may name all of them.
 */
function choose(
  named: NamedTrack,
  groups: readonly (readonly MixTrack[])[],
  by: 'file-name' | 'name',
  likely: () => readonly MixTrack[],
): TrackMatch {
  if (sizeOf(groups) <= LARGEST_GROUP) return chosen(named, groups.flat(), by);
  const found = [...new Set(likely())];
  if (found.length > 0) return chosen(named, found, by);
  const [first] = [...groups].sort((a, b) => b.length - a.length);
  const candidates = first.slice(0, LARGEST_GROUP).map(({ path }) => path);
  return { reason: 'ambiguous', candidates: candidates.sort() };
}

function sizeOf(groups: readonly (readonly MixTrack[])[]): number {
  return groups.reduce((sum, group) => sum + group.length, 0);
}

function chosen(named: NamedTrack, found: readonly MixTrack[], by: 'file-name' | 'name'): TrackMatch {
  const present = found.filter(({ state }) => state !== 'staged');
  if (present.length === 0) return NOT_FOUND;
  const asLong = present.filter((track) => lengthsAgree(named, track) !== false);
  const pathsOf = (tracks: readonly MixTrack[]) => tracks.map(({ path }) => path).sort();
  if (asLong.length === 0) return { reason: 'other-length', candidates: pathsOf(present) };
  const rated = asLong.map((track) => ({ track, evidence: evidenceFor(named, track, by) }));
  const most = Math.max(...rated.map(({ evidence }) => evidence));
  const best = rated.filter(({ evidence }) => evidence === most).map(({ track }) => track);
  const playable = best.filter(({ state }) => state === 'playable');
  const [first, ...others] = playable.length > 0 ? playable : best;
  if (others.length > 0) return { reason: 'ambiguous', candidates: pathsOf([first, ...others]) };
  return most > 0 ? { path: first.path, by } : { reason: 'not-found', candidates: [first.path] };
}

/** Returns more for a likelier match; 0 if only a name such as "Track 01" is equal. */
function evidenceFor(named: NamedTrack, track: MixTrack, by: 'file-name' | 'name'): number {
  const folders = Math.max(...named.paths.map((path) => sharedFolders(path, track.path)), 0);
  const length = lengthsAgree(named, track) ? 1 : 0;
  if (by === 'name') return 1 + length + folders;
  const words = wordsOf(named.name ?? [named.artist, named.title].filter(Boolean).join(' '));
  const isNamed = words !== '' && words === wordsOfTrack(track);
  return (isNamed ? 1 : 0) + length + folders + (isTelling(track.path) ? 1 : 0);
}

/** Returns undefined if either length is unknown. */
function lengthsAgree({ durationS: wanted }: NamedTrack, { durationS }: MixTrack): boolean | undefined {
  if (wanted === undefined || durationS === undefined) return undefined;
  return Math.abs(wanted - durationS) <= LENGTH_TOLERANCE_S;
}

/** Counts the folders right above two files that have the same names. */
function sharedFolders(a: string, b: string): number {
  const [one, other] = [a, b].map((path) => pathKey(path).split(/[\\/]/).slice(0, -1).reverse());
  const differs = one.findIndex((name, i) => name === '' || name !== other[i]);
  return differs < 0 ? one.length : differs;
}

/** Returns true for a file name with an artist and a title, unlike "Track 01" or "intro". */
function isTelling(path: string): boolean {
  return /\p{L}.* - .*\p{L}/u.test(fileStem(path));
}

function fileKey(path: string): string {
  // a backslash may separate folders, or be part of a name
  return pathKey(fileNameOf(path.replaceAll('\\', '/')));
}

/** Returns the name of a file, and of some folders above it. */
function placeKey(path: string, depth: number): string {
  return pathKey(path.replaceAll('\\', '/'))
    .split('/')
    .slice(-1 - depth)
    .join('/');
}

function wordsOfTrack(track: MixTrack): string {
  return wordsOf(trackName(track.path, track));
}

function wordsOf(name: string): string {
  return searchWords(name).split(' ').filter(Boolean).sort().join(' ');
}

function grouped(tracks: readonly MixTrack[], keyOf: (track: MixTrack) => string): Map<string, MixTrack[]> {
  const groups = new Map<string, MixTrack[]>();
  for (const track of tracks) {
    const key = keyOf(track);
    const group = groups.get(key);
    if (group) group.push(track);
    else groups.set(key, [track]);
  }
  return groups;
}

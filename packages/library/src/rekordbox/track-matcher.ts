import { findPath, foldPlain } from '@rbassist/core';
import type { DjTrack } from '@rbassist/rekordbox';
import type { LibraryContext } from '../library-context.ts';
import { NamedTrackFinder, type TrackMatch } from '../playlists/named-track-finder.ts';
import { SameFileFinder } from './same-file-finder.ts';

/** Ways to recognise a track of another program, the surest first. */
export const MATCH_KINDS = ['path', 'spelling', 'signature', 'file-name', 'name'] as const;

/** One of `MATCH_KINDS`. */
export type MatchKind = (typeof MATCH_KINDS)[number];

/** The members of a track that it is recognised by. */
export type DjTrackNames = Pick<DjTrack, 'path' | 'isStream' | 'title' | 'artist' | 'durationS'>;

/** The library's track for a track of another program, or the reason why there is none. */
export type DjMatch =
  | { path: string; by: MatchKind }
  | {
      path?: undefined;
      /** `stream` for an entry of a streaming service, which has no file. */
      reason: 'stream' | 'ambiguous' | 'other-length' | 'not-found';
      /** Tracks of the library that may be meant; at most 50. */
      candidates: string[];
    };

/**
 * Finds the library's tracks for tracks of another program: by path in any spelling, by the bytes of the file, by file
 * name, and by artist, title and length. Never guesses: lists the candidates if several fit. Knows the tracks that the
 * library had when it was created.
 */
export class DjTrackMatcher {
  readonly #context: LibraryContext;
  readonly #library: ReturnType<typeof viewOf>;
  readonly #names: NamedTrackFinder;
  readonly #sameFiles: SameFileFinder;

  constructor(context: LibraryContext) {
    this.#context = context;
    this.#library = viewOf(context);
    this.#names = new NamedTrackFinder(this.#library);
    this.#sameFiles = new SameFileFinder(context.meta, (path) => this.#library.records.keyOf(path));
  }

  async match(track: DjTrackNames): Promise<DjMatch> {
    const { path, isStream, title, artist, durationS } = track;
    if (isStream) return { reason: 'stream', candidates: [] };
    const stored = this.#library.records.keyOf(path);
    if (stored !== undefined) return { path: stored, by: stored === path ? 'path' : 'spelling' };
    if (this.#library.isEmpty) return { reason: 'not-found', candidates: [] };
    const same = await this.#sameFiles.find(path);
    if (same !== undefined) return { path: same, by: 'signature' };
    const named = {
      paths: [path],
      ...(title && { title }),
      ...(artist && { artist }),
      ...(durationS && { durationS }),
    };
    return this.#likely(track, this.#names.find(named));
  }

  /** Rejects a match whose names differ, or which rests on a title alone. */
  #likely({ title, artist, durationS }: DjTrackNames, match: TrackMatch): DjMatch {
    if (match.path === undefined) return match;
    const known = this.#context.meta.get(match.path, ['artist', 'title', 'duration']);
    const isOther = differs(title, known?.title) || differs(artist, known?.artist);
    const isNamed = match.by !== 'name' || (Boolean(title) && Boolean(artist)) || Boolean(durationS && known?.duration);
    return isOther || !isNamed ? { reason: 'not-found', candidates: [match.path] } : match;
  }
}

/** The paths and facts of a library at this moment, which a later write does not change. */
function viewOf({ meta, mixTracks }: LibraryContext) {
  const paths = meta.paths();
  const find = findPath(paths);
  let tracks: typeof mixTracks | undefined;
  const known = mixTracks;
  return {
    isEmpty: paths.length === 0,
    records: { keyOf: (path: string) => find(path)?.path },
    get mixTracks() {
      tracks ??= known;
      return tracks;
    },
  };
}

/** Returns true for two names that no one could mean by one: neither contains the other. */
function differs(a: string | undefined, b: string | null | undefined): boolean {
  const [one, other] = [foldPlain(a ?? ''), foldPlain(b ?? '')];
  return one !== '' && other !== '' && !one.includes(other) && !other.includes(one);
}

import { namesOtherVersion, songKeys } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';
import { NamedTrackFinder } from '../playlists/named-track-finder.ts';

/** Names of a track in a table. */
export interface TrackNames {
  artist: string;
  title: string;
  album?: string;
  durationS?: number;
}

/** The library's track of these names, or the reason why there is none. */
export type SongMatch =
  | { path: string; by: 'name' | 'song' }
  | {
      path?: undefined;
      reason: 'incomplete' | 'not-found' | 'ambiguous' | 'other-length' | 'other-version';
      /** Tracks that may be meant. */
      candidates: string[];
    };

/** Shops and streaming services round lengths, and cut silence. */
const LENGTH_TOLERANCE_S = 10;

/**
 * Finds the library's tracks by artist and title: first all words of both, then the same song in the same version with
 * guests, "Original Mix" or several artists spelled in another way.
 */
export class SongFinder {
  readonly #context: LibraryContext;
  readonly #finder: NamedTrackFinder;
  #songs: Map<string, string[]> | undefined;

  constructor(context: LibraryContext) {
    this.#context = context;
    this.#finder = new NamedTrackFinder(context);
  }

  find({ artist, title, album, durationS }: TrackNames): SongMatch {
    if (title === '') return { reason: 'incomplete', candidates: [] };
    // a title such as "Artist - Title" may stand alone
    const names = artist === '' ? { name: title } : { artist, title };
    const match = this.#finder.find({ paths: [], ...names, durationS });
    if (match.path !== undefined) return { path: match.path, by: 'name' };
    if (match.reason !== 'not-found') return match;
    if (artist === '') return { reason: 'incomplete', candidates: match.candidates };
    return this.#findSong({ artist, title, album, durationS });
  }

  #findSong({ artist, title, durationS }: TrackNames): SongMatch {
    const { mixTracks } = this.#context;
    const found = new Set(songKeys({ artist, title }).flatMap((key) => this.#bySong.get(key) ?? []));
    const versions = [...found].filter((path) => !namesOtherVersion({ artist, title }, namesOf(mixTracks.get(path))));
    const candidates = (versions.length > 0 ? versions : [...found]).sort();
    if (candidates.length === 0) return { reason: 'not-found', candidates };
    if (versions.length === 0) return { reason: 'other-version', candidates };
    const asLong = versions.filter((path) => {
      const own = mixTracks.get(path)?.durationS;
      return durationS === undefined || own === undefined || Math.abs(own - durationS) <= LENGTH_TOLERANCE_S;
    });
    if (asLong.length === 1) return { path: asLong[0], by: 'song' };
    return asLong.length === 0 ? { reason: 'other-length', candidates } : { reason: 'ambiguous', candidates: asLong };
  }

  get #bySong(): ReadonlyMap<string, readonly string[]> {
    if (this.#songs === undefined) {
      this.#songs = new Map();
      for (const track of this.#context.mixTracks.all) {
        if (!isPresent(track)) continue;
        for (const key of songKeys(track)) {
          const known = this.#songs.get(key);
          if (known) known.push(track.path);
          else this.#songs.set(key, [track.path]);
        }
      }
    }
    return this.#songs;
  }
}

function namesOf(track: { artist?: string; title?: string } | undefined): { artist?: string; title?: string } {
  return { artist: track?.artist, title: track?.title };
}

import { artistKeys } from '../recommend/artist-names.ts';
import type { MixTrack } from '../recommend/mix-track.ts';
import { songKeys } from '../recommend/song-name.ts';

/** Penalty of the first repeat, of each further one, and the largest; from the Python rbassist. */
const ARTIST = { first: 0.07, next: 0.03, most: 0.18 } as const;
const SONG = { first: 0.18, next: 0.06, most: 0.32 } as const;
const MOST = 0.75;

interface Keys {
  artists: readonly string[];
  songs: readonly string[];
}

/** Artists and songs of a crate, which lower the score of tracks that repeat them. */
export class CrateRepeats {
  readonly #artists = new Map<string, number>();
  readonly #songs = new Map<string, number>();
  readonly #keys = new Map<MixTrack, Keys>();
  /** Share of the members by each artist. */
  readonly #shares: ReadonlyMap<string, number>;

  constructor(members: readonly MixTrack[]) {
    for (const member of members) this.add(member);
    this.#shares = new Map([...this.#artists].map(([key, count]) => [key, count / members.length]));
  }

  add(track: MixTrack): void {
    const { artists, songs } = this.#keysOf(track);
    for (const key of artists) count(this.#artists, key);
    for (const key of songs) count(this.#songs, key);
  }

  /**
   * Returns the penalty of a track, 0..0.75. The more of the members are by one artist, the smaller is the penalty of
   * that artist: a crate of one artist may grow by more of the same.
   */
  penaltyOf(track: MixTrack): number {
    const keys = this.#keysOf(track);
    const artists = keys.artists.map((key) => {
      return penalty(this.#artists.get(key) ?? 0, ARTIST) * (1 - (this.#shares.get(key) ?? 0));
    });
    const songs = keys.songs.map((key) => penalty(this.#songs.get(key) ?? 0, SONG));
    return Math.min(MOST, Math.max(0, ...artists) + Math.max(0, ...songs));
  }

  #keysOf(track: MixTrack): Keys {
    let keys = this.#keys.get(track);
    if (keys === undefined) {
      const { artist, title } = track;
      keys = { artists: artistKeys(artist), songs: songKeys({ artist, title }) };
      this.#keys.set(track, keys);
    }
    return keys;
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function penalty(seen: number, { first, next, most }: { first: number; next: number; most: number }): number {
  return seen === 0 ? 0 : Math.min(most, first + next * (seen - 1));
}

import { artistKeys } from '../recommend/artist-names.ts';
import type { MixTrack } from '../recommend/mix-track.ts';
import { songKeys } from '../recommend/song-name.ts';

/** Penalty of the first repeat, of each further one, and the largest; from the Python rbassist. */
const ARTIST = { first: 0.07, next: 0.03, most: 0.18 } as const;
const SONG = { first: 0.18, next: 0.06, most: 0.32 } as const;
const MOST = 0.75;

/** Artists and songs of a crate, which lower the score of tracks that repeat them. */
export class CrateRepeats {
  readonly #artists = new Map<string, number>();
  readonly #songs = new Map<string, number>();

  add({ artist, title }: MixTrack): void {
    for (const key of artistKeys(artist)) count(this.#artists, key);
    for (const key of songKeys({ artist, title })) count(this.#songs, key);
  }

  /** Returns true if a track of the same artist was added. */
  hasArtist({ artist }: MixTrack): boolean {
    return artistKeys(artist).some((key) => this.#artists.has(key));
  }

  /** Returns the penalty of a track, 0..0.75. */
  penaltyOf({ artist, title }: MixTrack): number {
    const seen = (counts: ReadonlyMap<string, number>, keys: readonly string[]) =>
      Math.max(0, ...keys.map((key) => counts.get(key) ?? 0));
    const artists = penalty(seen(this.#artists, artistKeys(artist)), ARTIST);
    const songs = penalty(seen(this.#songs, songKeys({ artist, title })), SONG);
    return Math.min(MOST, artists + songs);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function penalty(seen: number, { first, next, most }: { first: number; next: number; most: number }): number {
  return seen === 0 ? 0 : Math.min(most, first + next * (seen - 1));
}

import { createHash } from 'node:crypto';

/** TrackIDs of Rekordbox are below this. */
export const TRACK_ID_LIMIT: number = 2 ** 28;
const MASK = TRACK_ID_LIMIT - 1;
const DECIMAL = /^[1-9]\d{0,8}$/;

/**
 * Gives tracks their TrackID, a number from 1 to 2^28 − 1. It depends only on the Location, so that a track has the
 * same one in every export. Two Locations of one number get different ones; then the order of the calls decides.
 */
export class TrackIds {
  readonly #taken = new Set<number>();

  /** Keeps a TrackID of another file from being given to a track. */
  reserve(id: string): void {
    if (DECIMAL.test(id)) this.#taken.add(Number(id));
  }

  /** Returns a free TrackID for a Location. Call it once for each. */
  take(location: string): string {
    for (let attempt = 0; ; attempt++) {
      const id = hashOf(attempt === 0 ? location : `${location}\n${attempt}`);
      if (id === 0 || this.#taken.has(id)) continue;
      this.#taken.add(id);
      return String(id);
    }
  }
}

function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) & MASK;
}

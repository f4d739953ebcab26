import { type StoredSound, soundsDifferent } from '../duplicates/stored-sound.ts';

/** Length that encoders and trimmed silence add or remove, in seconds. */
export const COPY_LENGTH_S = 2;
/** Recordings of one length to this many seconds have contours that can be compared. */
const ALIGNED_S = 0.3;
/** Largest distances of copies: confirmed by contours, by loudness, or by nothing but the length. */
export const CONFIRMED_DISTANCE = 0.1;
const AS_LOUD_DISTANCE = 0.03;
const ALONE_DISTANCE = 0.01;

/** Returns true if two lengths in seconds are known and similar enough for copies. */
export function mayBeCopies(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= COPY_LENGTH_S;
}

/**
 * Returns true if the measurements of two tracks show one recording, such as an MP3 and a FLAC of it. The less they say
 * beyond the vectors, the closer these must be. Tracks of unknown length are no copies.
 *
 * @param distance Cosine distance of the vectors, 0..2.
 */
export function isCopy(a: StoredSound, b: StoredSound, distance: number): boolean {
  if (!mayBeCopies(a.durationS, b.durationS) || distance > CONFIRMED_DISTANCE || soundsDifferent(a, b)) return false;
  if (distance <= ALONE_DISTANCE) return true;
  const isAligned = Math.abs((a.durationS ?? 0) - (b.durationS ?? 0)) <= ALIGNED_S;
  if (isAligned && hasContours(a) && hasContours(b)) return true;
  return distance <= AS_LOUD_DISTANCE && a.loudnessLufs !== undefined && b.loudnessLufs !== undefined;
}

function hasContours({ bassContour, rhythmContour }: StoredSound): boolean {
  return bassContour !== undefined && rhythmContour !== undefined;
}

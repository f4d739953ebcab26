import { type Note, type Part, pitchedNotes, type StatedKey } from './piece.ts';

const MAJOR_SCALE = [0, 2, 4, 5, 7, 9, 11];
/** Largest share of the sounding time by which the scale of another signature may fit better. */
const TOLERANCE = 0.02;
/** Notes that start or end within this time are of one chord. */
const CHORD_S = 0.05;

/**
 * Finds the key of a piece from its key signature and its outer bass notes. The signature leaves two relative keys; the
 * last bass note decides, or else the first. Null if neither is a tonic, if they name different ones, or if the notes
 * fit another signature better.
 *
 * @param signature Sharps, or minus the number of flats.
 */
export function keyFromSignature(signature: number, parts: readonly Part[]): StatedKey | null {
  const notes = pitchedNotes(parts);
  if (notes.length === 0) return null;
  const major = modulo(7 * signature);
  const shares = Array.from({ length: 12 }, (_, tonic) => scaleShare(notes, tonic));
  if (shares[major] < Math.max(...shares) - TOLERANCE) return null;
  const keys = [lastBass(notes), firstBass(notes)].flatMap((pitch): StatedKey[] => {
    const tonic = modulo(pitch);
    if (tonic === major) return [{ tonic, minor: false }];
    return tonic === modulo(major + 9) ? [{ tonic, minor: true }] : [];
  });
  return keys.length > 0 && keys.every(({ tonic }) => tonic === keys[0].tonic) ? keys[0] : null;
}

/** Returns the share of the sounding time in a major scale, 0..1. */
function scaleShare(notes: readonly Note[], tonic: number): number {
  let inside = 0;
  let all = 0;
  for (const { startS, endS, pitch } of notes) {
    all += endS - startS;
    if (MAJOR_SCALE.includes(modulo(pitch - tonic))) inside += endS - startS;
  }
  return inside / all;
}

function firstBass(notes: readonly Note[]): number {
  return lowest(notes.filter(({ startS }) => startS < notes[0].startS + CHORD_S));
}

function lastBass(notes: readonly Note[]): number {
  const end = notes.reduce((last, { endS }) => Math.max(last, endS), 0);
  return lowest(notes.filter(({ endS }) => endS > end - CHORD_S));
}

function lowest(notes: readonly Note[]): number {
  return notes.reduce((least, { pitch }) => Math.min(least, pitch), Number.POSITIVE_INFINITY);
}

function modulo(pitch: number): number {
  return ((pitch % 12) + 12) % 12;
}

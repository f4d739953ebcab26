import { type AcousticFingerprint, FINGERPRINT_HOP_S } from './acoustic-fingerprint.ts';

/** Seconds of sound that two fingerprints must share, at the least, to be compared. */
const MIN_OVERLAP_S = 3;

/**
 * How much two stretches of sound differ: the share of bits that are not the same, 0..1, where one lies over the other best. 0 for the same sound,
 * a little for other encodings of it, towards 0.5 for other sounds. 1 where there is not enough sound to tell.
 *
 * @param maxShiftS How far one may begin before the other, seconds.
 */
export function fingerprintDifference(a: AcousticFingerprint, b: AcousticFingerprint, maxShiftS: number): number {
  const maxShift = Math.round(maxShiftS / FINGERPRINT_HOP_S);
  let least = 1;
  for (let shift = -maxShift; shift <= maxShift; shift++) least = Math.min(least, differenceAt(a, b, shift));
  return least;
}

/** With the beginning of `b` over place `shift` of `a`. */
function differenceAt(a: AcousticFingerprint, b: AcousticFingerprint, shift: number): number {
  const from = Math.max(0, shift);
  const to = Math.min(a.bits.length, b.bits.length + shift);
  let compared = 0;
  let different = 0;
  for (let i = from; i < to; i++) {
    if (a.active[i] === 0 && b.active[i - shift] === 0) continue;
    compared++;
    different += bitCount(a.bits[i] ^ b.bits[i - shift]);
  }
  return compared * FINGERPRINT_HOP_S < MIN_OVERLAP_S ? 1 : different / (32 * compared);
}

/** @see Warren, "Hacker's Delight", 5-1 */
function bitCount(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

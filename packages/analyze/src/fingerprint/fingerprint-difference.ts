import { type AcousticFingerprint, FINGERPRINT_HOP_S } from './acoustic-fingerprint.ts';

const MIN_OVERLAP_S = 3;

/**
 * Returns the share of bits that differ at the best alignment, 0..1. It is 0 for the same sound, small for another
 * encoding, near 0.5 for another recording, and 1 if less than 3 s overlap.
 *
 * @param maxShiftS Maximum seconds by which one starts before the other.
 */
export function fingerprintDifference(a: AcousticFingerprint, b: AcousticFingerprint, maxShiftS: number): number {
  const maxShift = Math.round(maxShiftS / FINGERPRINT_HOP_S);
  let least = 1;
  for (let shift = -maxShift; shift <= maxShift; shift++) least = Math.min(least, differenceAt(a, b, shift));
  return least;
}

/** Returns the share for one alignment: the start of `b` at index `shift` of `a`. */
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

import { DUPLICATE_DEFAULTS, type DuplicateMode } from './duplicate-options.ts';

/** Near-identical versions of a song differ by more, and copies in other formats mostly by less. */
const SURE_DIFFERENCE = DUPLICATE_DEFAULTS.maxDifference / 2;

/**
 * Returns true for a copy that needs no second look: its bytes or samples are the same, or its fingerprint nearly so.
 * Names alone are never sure.
 */
export function isSureCopy(mode: DuplicateMode, { difference }: { difference?: number }): boolean {
  if (mode === 'acoustic') return difference !== undefined && difference <= SURE_DIFFERENCE;
  return mode === 'exact' || mode === 'audio';
}

import { type CamelotKey, keyRelation } from '@rbassist/core';

export type KeyVerdict = 'exact' | 'fifth' | 'relative' | 'parallel' | 'other' | 'none';

/**
 * Score of each verdict, from MIREX "Audio Key Detection". A fifth counts in both directions, because both mix.
 *
 * @see https://www.music-ir.org/mirex/wiki/2005:Audio_and_Symbolic_Key
 */
export const MIREX_WEIGHTS: Readonly<Record<KeyVerdict, number>> = {
  exact: 1,
  fifth: 0.5,
  relative: 0.3,
  parallel: 0.2,
  other: 0,
  none: 0,
};

/** Steps on the wheel from a major key to the minor key of the same tonic, e.g. C major 8B to C minor 5A. */
const PARALLEL_STEPS = 9;

export function judgeKey(found: CamelotKey | null, truth: CamelotKey): KeyVerdict {
  if (found === null) return 'none';
  switch (keyRelation(truth, found)) {
    case 'same':
      return 'exact';
    case 'neighbor':
      return 'fifth';
    case 'relative':
      return 'relative';
    default:
      return isParallel(found, truth) ? 'parallel' : 'other';
  }
}

function isParallel(a: CamelotKey, b: CamelotKey): boolean {
  if (a.at(-1) === b.at(-1)) return false;
  const [minor, major] = a.endsWith('A') ? [a, b] : [b, a];
  return (Number.parseInt(major, 10) + PARALLEL_STEPS - Number.parseInt(minor, 10)) % 12 === 0;
}

import type { CamelotKey } from '@rbassist/core';

/** Kinds of agreement of two keys, as in the key task of MIREX. */
export const KEY_KINDS = ['same', 'fifth', 'relative', 'parallel', 'other'] as const;

/** One of {@link KEY_KINDS}. */
export type KeyKind = (typeof KEY_KINDS)[number];

/** Weights of the key task of MIREX. */
export const KEY_WEIGHTS: Readonly<Record<KeyKind, number>> = {
  same: 1,
  fifth: 0.5,
  relative: 0.3,
  parallel: 0.2,
  other: 0,
};

/** Steps on the wheel from a minor key to the major key with the same tonic. */
const TO_PARALLEL_MAJOR = 3;

export function keyKind(ours: CamelotKey, theirs: CamelotKey): KeyKind {
  const our = position(ours);
  const their = position(theirs);
  const steps = (our.number - their.number + 12) % 12;
  if (our.isMinor === their.isMinor) return steps === 0 ? 'same' : steps === 1 || steps === 11 ? 'fifth' : 'other';
  if (steps === 0) return 'relative';
  return steps === (our.isMinor ? 12 - TO_PARALLEL_MAJOR : TO_PARALLEL_MAJOR) ? 'parallel' : 'other';
}

function position(key: CamelotKey): { number: number; isMinor: boolean } {
  return { number: Number.parseInt(key, 10), isMinor: key.endsWith('A') };
}

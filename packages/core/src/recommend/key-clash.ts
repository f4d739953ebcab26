import { CAMELOT_KEYS, type CamelotKey, keyRelation } from '../keys/camelot.ts';
import { keyIndex } from './key-value.ts';

/** Returns the number of steps from one key to another on the Camelot wheel, 0..7; minor to major is one step. */
export function keySteps(from: CamelotKey, to: CamelotKey): number {
  const [a, b] = [from, to].map((key) => keyIndex(key) ?? Number.NaN);
  const around = Math.abs((a % 12) - (b % 12));
  return Math.min(around, 12 - around) + Number(a < 12 !== b < 12);
}

/** Returns a list that has a 1 at the {@link keyIndex} of each key that clashes with a key. Other keys have a 0. */
export function clashingKeys(from: CamelotKey, keyDistance: number | undefined): Uint8Array {
  return Uint8Array.from(CAMELOT_KEYS, (to) =>
    Number(keyDistance === undefined ? keyRelation(from, to) === 'clash' : keySteps(from, to) > keyDistance),
  );
}

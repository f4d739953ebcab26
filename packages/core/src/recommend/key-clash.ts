import { type CamelotKey, keyRelation } from '../keys/camelot.ts';

const KEYS = Array.from({ length: 24 }, (_, i): CamelotKey => `${(i >> 1) + 1}${i % 2 === 0 ? 'A' : 'B'}`);

/** Returns the number of a key, 0..23: twice its number on the wheel from 0, and 1 more for a major key. */
export function keyNumber(key: CamelotKey): number {
  return 2 * (Number.parseInt(key, 10) - 1) + Number(key.endsWith('B'));
}

/** Returns the number of steps from one key to another on the Camelot wheel, 0..7; minor to major is one step. */
export function keySteps(from: CamelotKey, to: CamelotKey): number {
  const [a, b] = [keyNumber(from), keyNumber(to)];
  const around = Math.abs((a >> 1) - (b >> 1));
  return Math.min(around, 12 - around) + ((a ^ b) & 1);
}

/** Returns a list that has a 1 at the number of each key that clashes with a key. Other keys have a 0. */
export function clashingKeys(from: CamelotKey, keyDistance: number | undefined): Uint8Array {
  return Uint8Array.from(KEYS, (to) =>
    Number(keyDistance === undefined ? keyRelation(from, to) === 'clash' : keySteps(from, to) > keyDistance),
  );
}

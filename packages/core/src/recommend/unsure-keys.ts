import { type CamelotKey, keyRelation } from '../keys/camelot.ts';
import { CERTAIN_KEY } from '../keys/uncertain-key.ts';
import type { Likely, MixTrack } from './mix-track.ts';

/** Probability from which a mix clashes rather than not. */
const PROBABLY = 0.5;

type Keyed = Pick<MixTrack, 'keys'>;

/**
 * Tells for each track of a mix if its stored key should be shown as unsure. This is so if rbassist is unsure of it, or
 * if the stored keys clash although the likely keys of both tracks probably mix. In the second case, the less sure key
 * is the unsure one, or both if they are equally sure.
 */
export function unsureKeys({ keys: from }: Keyed, { keys: to }: Keyed): { from: boolean; to: boolean } {
  const unsure = { from: isUnsure(from[0]), to: isUnsure(to[0]) };
  if (unsure.from || unsure.to || from.length === 0 || to.length === 0) return unsure;
  if (!isClash(from[0].value, to[0].value) || clashProbability(from, to) > PROBABLY) return unsure;
  const [a, b] = [from[0].probability, to[0].probability];
  return { from: a <= b, to: b <= a };
}

function isUnsure(key: Likely<CamelotKey> | undefined): boolean {
  return key !== undefined && key.probability < CERTAIN_KEY;
}

function clashProbability(from: readonly Likely<CamelotKey>[], to: readonly Likely<CamelotKey>[]): number {
  const clashes = from.flatMap((a) => to.map((b) => (isClash(a.value, b.value) ? a.probability * b.probability : 0)));
  return clashes.reduce((sum, probability) => sum + probability, 0);
}

function isClash(from: CamelotKey, to: CamelotKey): boolean {
  return keyRelation(from, to) === 'clash';
}

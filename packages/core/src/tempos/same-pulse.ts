import { tempoRelation } from './tempo-relation.ts';

/** Maximum difference between two tempos of one pulse, in percent. */
const PULSE_PCT = 4;

/** Returns true if two tempos have the same pulse: equal, or one twice the other. False if either is unknown. */
export function isSamePulse(bpm: number | null | undefined, other: number | null | undefined): boolean {
  return ['same', 'double', 'half'].includes(tempoRelation(bpm, other, { tempoPct: PULSE_PCT }));
}

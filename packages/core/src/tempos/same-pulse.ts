import { tempoRelation } from './tempo-relation.ts';

/** Largest difference of two tempos of one pulse, in percent; less than from a beat to its triplets. */
const PULSE_PCT = 4;

/** Returns true for two tempos of the same pulse, counted alike or one twice as fast. False if either is unknown. */
export function isSamePulse(bpm: number | null | undefined, other: number | null | undefined): boolean {
  return ['same', 'double', 'half'].includes(tempoRelation(bpm, other, { tempoPct: PULSE_PCT }));
}

import { KEYS, keyIndex, keyValue } from './key-value.ts';
import type { MixTrack } from './mix-track.ts';

/** Numbers of a track that the parts `tempo` and `key` need, computed once per track. */
export interface MixFacts {
  /** Likely tempos, as `100 · ln(BPM)`. */
  tempoLogs: readonly number[];
  tempoProbabilities: readonly number[];
  /** Sum of the probabilities of the tempos, 0..1. */
  tempoConfidence: number;
  /** Likely keys, 0..23. */
  keys: readonly number[];
  keyProbabilities: readonly number[];
  /** Sum of the probabilities of the keys, 0..1. */
  keyConfidence: number;
  /** Sums of probability times value of a move from the likely keys, one per key that follows. */
  keyMoves: Float64Array;
}

const FACTS = new WeakMap<MixTrack, MixFacts>();

/** Returns a track's numbers. Keeps them as long as the track, because a plan rates each track thousands of times. */
export function mixFacts(track: MixTrack): MixFacts {
  let facts = FACTS.get(track);
  if (facts === undefined) {
    facts = computeFacts(track);
    FACTS.set(track, facts);
  }
  return facts;
}

function computeFacts({ tempos, keys }: MixTrack): MixFacts {
  const known = keys.filter(({ value }) => keyIndex(value) !== undefined);
  const keyNumbers = known.map(({ value }) => keyIndex(value) as number);
  const keyProbabilities = known.map(({ probability }) => probability);
  const keyMoves = new Float64Array(KEYS);
  for (let to = 0; to < KEYS; to++) {
    for (const [i, from] of keyNumbers.entries()) keyMoves[to] += keyProbabilities[i] * keyValue(from, to);
  }
  const tempoProbabilities = tempos.map(({ probability }) => probability);
  return {
    tempoLogs: tempos.map(({ value }) => 100 * Math.log(value)),
    tempoProbabilities,
    tempoConfidence: sum(tempoProbabilities),
    keys: keyNumbers,
    keyProbabilities,
    keyConfidence: sum(keyProbabilities),
    keyMoves,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

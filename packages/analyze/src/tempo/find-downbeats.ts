import type { ChromaFrames } from '../features/chroma-frames.ts';
import { type BarHypothesis, barHypotheses } from './bar-hypotheses.ts';
import { beatProfile } from './beat-profile.ts';
import type { PulseStrength } from './pulse-strength.ts';
import { networkScore, type SmallNetwork } from './small-network.ts';

export interface Downbeats {
  /** Shift of the beats as a share of a beat: 0, 1/4, 1/2 or 3/4. */
  shift: number;
  metre: number;
  compound: boolean;
  downbeatS: number;
}

export interface DownbeatInput {
  strength: PulseStrength;
  timbre: Float32Array;
  chroma: ChromaFrames | null;
}

export const SHIFTS = [0, 1 / 4, 1 / 2, 3 / 4] as const;
/** Penalty of 3, 5 and 7 beats, in log-odds, since they are rarer in DJ libraries than in the training data. */
const ODD_METRE = 0.25;
/** Gain of 6/8 in log-odds, where every beat has three notes. */
const COMPOUND_METRE = 0.75;
/** Weight of the scores from single beats, relative to those from bars. */
const BEAT_SHARE = 0.5;

export interface CountHypothesis extends BarHypothesis {
  shift: (typeof SHIFTS)[number];
  beats: Float64Array;
}

export function countHypotheses(beats: Float64Array, { strength, timbre, chroma }: DownbeatInput): CountHypothesis[] {
  return SHIFTS.flatMap((shift) => {
    const shifted = shiftBeats(beats, shift);
    return barHypotheses(beatProfile(shifted, strength, timbre, chroma)).map((hypothesis) => ({
      ...hypothesis,
      shift,
      beats: shifted,
    }));
  });
}

/** Finds the most likely way to count the beats. `shiftScores` are log-odds of {@link SHIFTS} given single beats. */
export function findDownbeats(
  beats: Float64Array,
  shiftScores: readonly number[],
  network: SmallNetwork,
  input: DownbeatInput,
): Downbeats {
  let best: Downbeats = { shift: 0, metre: 4, compound: false, downbeatS: beats[0] };
  let most = Number.NEGATIVE_INFINITY;
  for (const { shift, beats: shifted, metre, compound, firstDownbeat, features } of countHypotheses(beats, input)) {
    const shiftScore = shiftScores[SHIFTS.indexOf(shift)];
    const prior = compound ? COMPOUND_METRE : metre === 4 ? 0 : -ODD_METRE;
    const score = networkScore(network, features) + BEAT_SHARE * shiftScore + prior;
    if (score > most) {
      most = score;
      best = { shift, metre, compound, downbeatS: shifted[firstDownbeat] };
    }
  }
  return best;
}

/** Moves every beat except the last towards the next, by a share of their distance. */
export function shiftBeats(beats: Float64Array, shift: number): Float64Array {
  return beats.subarray(0, -1).map((timeS, i) => timeS + shift * (beats[i + 1] - timeS));
}

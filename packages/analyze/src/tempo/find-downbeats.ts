import type { ChromaFrames } from '../features/chroma-frames.ts';
import { type BarHypothesis, barHypotheses } from './bar-hypotheses.ts';
import model from './bar-model.json' with { type: 'json' };
import { beatProfile } from './beat-profile.ts';
import type { PulseStrength } from './pulse-strength.ts';
import { networkScore } from './small-network.ts';

export interface Downbeats {
  /** Shift of the beats as a share of a beat: 0, 1/4, 1/2 or 3/4. */
  shift: number;
  metre: number;
  downbeatS: number;
}

export interface DownbeatInput {
  strength: PulseStrength;
  timbre: Float32Array;
  chroma: ChromaFrames | null;
}

export const SHIFTS = [0, 1 / 4, 1 / 2, 3 / 4] as const;
/** Penalty of a metre other than four, in log-odds. Such metres are rarer in DJ libraries than in the training data. */
const ODD_METRE = 1.5;
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
export function findDownbeats(beats: Float64Array, shiftScores: readonly number[], input: DownbeatInput): Downbeats {
  let best: Downbeats = { shift: 0, metre: 4, downbeatS: beats[0] };
  let most = Number.NEGATIVE_INFINITY;
  for (const { shift, beats: shifted, metre, firstDownbeat, features } of countHypotheses(beats, input)) {
    const shiftScore = shiftScores[SHIFTS.indexOf(shift)];
    const score = networkScore(model, features) + BEAT_SHARE * shiftScore - (metre === 4 ? 0 : ODD_METRE);
    if (score > most) {
      most = score;
      best = { shift, metre, downbeatS: shifted[firstDownbeat] };
    }
  }
  return best;
}

/** Moves every beat except the last towards the next, by a share of their distance. */
export function shiftBeats(beats: Float64Array, shift: number): Float64Array {
  return beats.subarray(0, -1).map((timeS, i) => timeS + shift * (beats[i + 1] - timeS));
}

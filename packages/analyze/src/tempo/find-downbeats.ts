import type { ChromaFrames } from '../features/chroma-frames.ts';
import { type BarHypothesis, barHypotheses } from './bar-hypotheses.ts';
import model from './bar-model.json' with { type: 'json' };
import { beatProfile } from './beat-profile.ts';
import type { PulseStrength } from './pulse-strength.ts';
import { networkScore } from './small-network.ts';

/** How the beats of a track are counted. */
export interface Downbeats {
  /** By which share of a beat the beats lie behind those that were given: 0, 1/4, 1/2 or 3/4. */
  shift: number;
  /** Beats per bar. */
  metre: number;
  /** Where a "1" is, in seconds. */
  downbeatS: number;
}

/** What {@link findDownbeats} listens to. */
export interface DownbeatInput {
  strength: PulseStrength;
  timbre: Float32Array;
  /** Harmony, where it is known. */
  chroma: ChromaFrames | null;
}

/** Shares of a beat by which the beats may have to be moved. */
export const SHIFTS = [0, 1 / 4, 1 / 2, 3 / 4] as const;
/** Log-odds that a metre other than four has to make up for: rarer in a DJ's library than in what the network was fitted to. */
const ODD_METRE = 1.5;
/** How much the judgement of single beats counts beside that of bars. */
const BEAT_SHARE = 0.5;

/** A way to count the beats of a track. */
export interface CountHypothesis extends BarHypothesis {
  shift: (typeof SHIFTS)[number];
  /** The shifted beats, in seconds. */
  beats: Float64Array;
}

/** Lists every way to count the beats of a track, for each of {@link SHIFTS}. */
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

/**
 * Finds where the beats lie within the pulse and which of them begin a bar: the count that is most likely by where kicks, snares, chords
 * and new sounds fall.
 *
 * @param shiftScores Log-odds of each of {@link SHIFTS} by what is known of single beats.
 */
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

/** Every beat but the last, moved towards the next by a share of the way. */
export function shiftBeats(beats: Float64Array, shift: number): Float64Array {
  return beats.subarray(0, -1).map((timeS, i) => timeS + shift * (beats[i + 1] - timeS));
}

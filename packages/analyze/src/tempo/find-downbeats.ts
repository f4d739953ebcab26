import { barHypotheses } from './bar-hypotheses.ts';
import model from './bar-model.json' with { type: 'json' };
import { beatProfile, type ChromaFrames } from './beat-profile.ts';
import type { PulseStrength } from './pulse-strength.ts';
import { networkScore } from './small-network.ts';

/** How the beats of a track are counted. */
export interface Downbeats {
  /** Beats per bar. */
  metre: number;
  /** Index of the first beat that is a "1", below `metre`. */
  firstDownbeat: number;
}

/** Log-odds that a metre other than four has to make up for: rarer in a DJ's library than in what the network was fitted to. */
const ODD_METRE = 1.5;

/** Finds which beats begin a bar: the count that is most likely by where kicks, snares, chords and new sounds fall. */
export function findDownbeats(
  beats: Float64Array,
  strength: PulseStrength,
  timbre: Float32Array,
  chroma: ChromaFrames | null,
): Downbeats {
  const profile = beatProfile(beats, strength, timbre, chroma);
  let best: Downbeats = { metre: 4, firstDownbeat: 0 };
  let most = Number.NEGATIVE_INFINITY;
  for (const { metre, firstDownbeat, features } of barHypotheses(profile)) {
    const score = networkScore(model, features) - (metre === 4 ? 0 : ODD_METRE);
    if (score > most) {
      most = score;
      best = { metre, firstDownbeat };
    }
  }
  return best;
}

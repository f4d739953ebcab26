import { ANALYSIS_RATE } from './analysis-rate.ts';

/** Short frames show rhythm: 46 ms every 11.6 ms. */
export const SHORT_FRAME_SIZE = 1024;
export const SHORT_HOP = 256;
/** Short frames per second, about 86. */
export const SHORT_RATE = ANALYSIS_RATE / SHORT_HOP;

/** Long frames separate semitones down to the bass: 372 ms every 93 ms. */
export const LONG_FRAME_SIZE = 8192;
export const LONG_HOP = 2048;
/** Long frames per second, about 10.8. */
export const LONG_RATE = ANALYSIS_RATE / LONG_HOP;

/** Samples per value of the attack envelope, 2.9 ms. */
export const ATTACK_HOP = 64;
/** Values of the attack envelope per second, about 345. */
export const ATTACK_RATE = ANALYSIS_RATE / ATTACK_HOP;

/** Edges in hertz of the bands for onsets: kick, body, snare and voice, hats. */
export const ONSET_BAND_EDGES_HZ = [30, 150, 800, 3000, 10_000] as const;
export const ONSET_BANDS = ONSET_BAND_EDGES_HZ.length - 1;

/** Short frames per timbre frame, 46 ms. */
export const SHORT_FRAMES_PER_TIMBRE = 4;
/** Timbre frames per second, about 21.5. */
export const TIMBRE_RATE = SHORT_RATE / SHORT_FRAMES_PER_TIMBRE;
export const TIMBRE_BANDS = 16;

/** Features of a track, computed in one pass. Frame `i` of a series of rate `r` is centred on second `i / r`. */
export interface FrameFeatures {
  durationS: number;
  /** Onset strength of all bands together at {@link SHORT_RATE}, 0 or more. */
  onset: Float32Array;
  /** Onset strength of each of the {@link ONSET_BANDS} bands at {@link SHORT_RATE}. */
  bandOnsets: readonly Float32Array[];
  /** Attack envelope at {@link ATTACK_RATE}, 0 or more. Less selective than onsets, but precise to 3 ms. */
  attack: Float32Array;
  /** Mel levels in dB from −80, 0 for a full-scale sine: frames × {@link TIMBRE_BANDS} at {@link TIMBRE_RATE}. */
  timbre: Float32Array;
}

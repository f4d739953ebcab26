import { ANALYSIS_RATE } from './analysis-rate.ts';

/** Short frames follow rhythm: 46 ms every 11.6 ms. */
export const SHORT_FRAME_SIZE = 1024;
export const SHORT_HOP = 256;
/** Short frames per second, about 86. */
export const SHORT_RATE = ANALYSIS_RATE / SHORT_HOP;

/** Long frames tell semitones apart down to the bass: 372 ms every 93 ms. */
export const LONG_FRAME_SIZE = 8192;
export const LONG_HOP = 2048;
/** Long frames per second, about 10.8. */
export const LONG_RATE = ANALYSIS_RATE / LONG_HOP;

/** Samples per value of the attack envelope, 2.9 ms. */
export const ATTACK_HOP = 64;
/** Values of the attack envelope per second, about 345. */
export const ATTACK_RATE = ANALYSIS_RATE / ATTACK_HOP;

/** Edges of the frequency bands whose onsets are kept apart, in hertz: kick, body, snare and voice, hats. */
export const ONSET_BAND_EDGES_HZ = [30, 150, 800, 3000, 10_000] as const;
export const ONSET_BANDS = ONSET_BAND_EDGES_HZ.length - 1;

/** One timbre frame stands for so many short frames, 46 ms. */
export const SHORT_FRAMES_PER_TIMBRE = 4;
/** Timbre frames per second, about 21.5. */
export const TIMBRE_RATE = SHORT_RATE / SHORT_FRAMES_PER_TIMBRE;
/** Mel bands of a timbre frame. */
export const TIMBRE_BANDS = 16;

/**
 * What was heard of a track frame by frame, computed once in one pass and used by tempo, grid, cues, sections and contours. Frame `i` of any
 * series of rate `r` is centred on second `i / r` of the track.
 */
export interface FrameFeatures {
  /** Seconds of the track. */
  durationS: number;
  /** Onset strength at {@link SHORT_RATE}, all bands together, 0 or more. */
  onset: Float32Array;
  /** Onset strength at {@link SHORT_RATE} of each of the {@link ONSET_BANDS} bands. */
  bandOnsets: readonly Float32Array[];
  /** How steeply the level rises at {@link ATTACK_RATE}, 0 or more: less selective than onsets and three milliseconds sharp. */
  attack: Float32Array;
  /** Mel-band levels in decibels (full-scale sine near 0, floor −80) at {@link TIMBRE_RATE}, frames × {@link TIMBRE_BANDS}. */
  timbre: Float32Array;
}

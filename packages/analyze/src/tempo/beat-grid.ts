import type { TempoSegment } from '@rbassist/core';

/** Where the beats of a track are. */
export interface BeatGrid {
  /** Seconds, rising, over the whole track: from its first beat at or after 0 to its end. */
  beats: Float64Array;
  /** Beats per bar. */
  metre: number;
  /** Index in `beats` of the first that is a "1"; below `metre`. */
  firstDownbeat: number;
  /** The same as stretches of constant tempo, as few as possible. */
  tempos: TempoSegment[];
  mode: 'fixed' | 'dynamic';
}

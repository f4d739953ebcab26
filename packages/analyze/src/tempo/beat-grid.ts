import type { TempoSegment } from '@rbassist/core';

/** The beats of a track. */
export interface BeatGrid {
  /** Seconds, rising, from the first beat at or after 0 to the end of the track. */
  beats: Float64Array;
  /** Beats per bar. */
  metre: number;
  /** Index in `beats` of the first downbeat, below `metre`. */
  firstDownbeat: number;
  /** The same grid as the fewest stretches of constant tempo. */
  tempos: TempoSegment[];
  mode: 'fixed' | 'dynamic';
}

import type { TempoSegment } from '@rbassist/core';

/** Beat grid of a track. */
export interface BeatGrid {
  /** Times of the beats in seconds, rising, from the first at or after 0 to the end of the track. */
  beats: Float64Array;
  /** Beats per bar. */
  metre: number;
  /** Index in `beats` of the first downbeat, below `metre`. */
  firstDownbeat: number;
  /** The same grid as a list of stretches of constant tempo. */
  tempos: TempoSegment[];
  mode: 'fixed' | 'dynamic';
}

/** A part of a track. */
export interface TimeRange {
  /** Start, in seconds from the first sample. */
  startS: number;
  durationS: number;
}

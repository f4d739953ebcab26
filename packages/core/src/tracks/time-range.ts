/** A stretch of a track, in seconds from its first sample. */
export interface TimeRange {
  startS: number;
  durationS: number;
}

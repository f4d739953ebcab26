/** Chroma in a track's own tuning, at a constant rate. */
export interface ChromaFrames {
  /** Strength of the twelve pitch classes from C, 0 or more and 0 in silence: frames × 12. */
  values: Float32Array;
  /** Frames per second. Frame `i` is centred on second `i / rate`. */
  rate: number;
}

/** Speed and memory that rbassist aims for; printed beside what it reaches. */
export const TARGETS = {
  /** Seconds of music per second of one core, for mp3 and flac: at least. */
  timesRealTime: 150,
  /** Share of decoding in the time of a scan: more than. What is computed should not be what one waits for. */
  decodeShare: 0.5,
  /** Peak memory with many tracks, or one long mix, against few tracks: at most. */
  memoryGrowth: 1.3,
  /** Processor time of a whole analysis against that of `aubio tempo` alone: at most. */
  timesAubio: 2,
  /** Processor time of librosa for the same features against ours: at least. */
  timesFasterThanLibrosa: 15,
  /** `rbassist --help` against the bare start of Node: at most. */
  startUp: 5,
} as const;

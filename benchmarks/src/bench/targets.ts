/** Targets for speed and memory, printed next to the measured figures. */
export const TARGETS = {
  /** Minimum seconds of music per second on one core, for mp3 and flac. */
  timesRealTime: 150,
  /** Minimum share of decoding in the time of a scan, so that the computations are not the slow part. */
  decodeShare: 0.5,
  /** Maximum ratio of peak memory with many tracks, or one long mix, to that with few tracks. */
  memoryGrowth: 1.3,
  /** The same with a learned vector, on any runtime. */
  timesRealTimeLearned: 60,
  /** Maximum peak memory of a scan with one worker and a learned vector, in MiB. */
  learnedMib: 400,
  /** Maximum ratio of the processor time of a full analysis to that of `aubio tempo`. */
  timesAubio: 2,
  /** Minimum ratio of librosa's processor time to ours for the same features. */
  timesFasterThanLibrosa: 15,
  /** Maximum ratio of `rbassist --help` to the start of plain Node. */
  startUp: 5,
} as const;

/** Stage of a long job, in progress events. */
export type Stage =
  /** Reads folders to find audio files. */
  | 'walk'
  /** Checks that the files of all records exist. */
  | 'files'
  /** Matches moved files with their records. */
  | 'moved'
  /** Reads vector files. */
  | 'vectors'
  /** Saves vectors under their new names. */
  | 'vector-names'
  /** Removes unused files. */
  | 'removals'
  /** Reads names, lengths and formats for comparison. */
  | 'describe'
  /** Hashes bytes or encoded audio. */
  | 'hash'
  /** Computes acoustic fingerprints. */
  | 'fingerprint'
  /** Compares tracks with each other. */
  | 'compare'
  /** Moves duplicates to the staging folder. */
  | 'stage'
  /** Moves staged duplicates back. */
  | 'unstage'
  /** Measures tempo, key, cues and loudness. */
  | 'analyze'
  /** Computes vectors. */
  | 'embed'
  /** Measures loudness and writes gain tags. */
  | 'normalize'
  /** Updates the index. */
  | 'index'
  /** Searches the index for recommendations. */
  | 'recommend'
  /** Downloads model files from the hub. */
  | 'download'
  /** Compares model files with their checksums. */
  | 'checksum'
  /** Verifies several model files. */
  | 'verify';

/** Stage of a long job, for progress. */
export type Stage =
  /** Reads folders to find audio files. */
  | 'walk'
  /** Looks up the files of records on disk. */
  | 'files'
  /** Matches moved files with their records. */
  | 'moved'
  /** Reads vector files. */
  | 'vectors'
  /** Saves vectors under their new names. */
  | 'vector-names'
  /** Removes files that nothing needs. */
  | 'removals'
  /** Reads names, lengths and formats to compare. */
  | 'describe'
  /** Hashes bytes or coded audio. */
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

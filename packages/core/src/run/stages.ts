/** Stages that a long job reports its progress in. */
const STAGES = [
  /** Folders are read for audio files. */
  'walk',
  /** Files of records are looked up on disk. */
  'files',
  /** Moved files are matched with their records. */
  'moved',
  /** Vector files are read. */
  'vectors',
  /** Vectors are saved under their new names. */
  'vector-names',
  /** Files that nothing needs are removed. */
  'removals',
  /** Names, lengths and formats are read for comparison. */
  'describe',
  /** Bytes or coded audio are hashed. */
  'hash',
  /** Acoustic fingerprints are computed. */
  'fingerprint',
  /** Tracks are compared with each other. */
  'compare',
  /** Duplicates go to the staging folder. */
  'stage',
  /** Staged duplicates go back. */
  'unstage',
  'analyze',
  'embed',
  'index',
  'recommend',
  /** Model files come from the hub. */
  'download',
  /** Model files are checked against their checksums. */
  'checksum',
  /** Several model files are verified. */
  'verify',
] as const;

/** A stage of a long job. */
export type Stage = (typeof STAGES)[number];

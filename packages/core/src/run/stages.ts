/** Stage of a long job, in progress events. */
export type Stage =
  /** Reads folders to find audio files. */
  | 'walk'
  /** Checks that the files of all records exist. */
  | 'files'
  /** Matches moved files with their records. */
  | 'moved'
  | 'vectors'
  /** Saves vectors under their new names. */
  | 'vector-names'
  | 'removals'
  /** Reads names, lengths and formats for comparison. */
  | 'describe'
  | 'hash'
  | 'fingerprint'
  | 'compare'
  /** Moves duplicates to the staging folder. */
  | 'stage'
  | 'unstage'
  /** Measures tempo, key, cues and loudness. */
  | 'analyze'
  | 'embed'
  /** Measures loudness and writes gain tags. */
  | 'normalize'
  | 'index'
  /** Reads the collection of a DJ program. */
  | 'import'
  /** Writes a file for a DJ program. */
  | 'export'
  | 'recommend'
  /** Learns tags from the tracks that have them. */
  | 'tag-learning'
  /** Searches the order of a set; counts percent of the longest search. */
  | 'plan'
  /** Compares tracks with the tags' tracks. */
  | 'tags'
  | 'download'
  /** Compares model files with their checksums. */
  | 'checksum'
  /** Verifies several model files. */
  | 'verify';

/** Stages that count bytes; the others count items. */
export const BYTE_STAGES: ReadonlySet<Stage> = new Set<Stage>(['download', 'checksum', 'verify']);

/** Names of the filters, in the order in which they are applied. A removed track counts for the first that fits. */
export const FILTER_NAMES = [
  /** The last scan did not find the file. */
  'missing',
  /** The file was moved away as a duplicate. */
  'staged',
  /** The track failed and has no vector. */
  'failed',
  /** The index has no vector of the track. */
  'noVector',
  'excluded',
  'crate',
  'folder',
  'tempo',
  'key',
  'tags',
  'genre',
  'rating',
  'length',
  'added',
  /** Does not fit the words of a search, or has no sound tags. */
  'words',
  'artist',
  /** Another version of a seed's song, or of a song that is in the result. */
  'version',
  /** The same recording as a seed, or as a track in the result. */
  'copy',
] as const;

/** One of {@link FILTER_NAMES}. */
export type FilterName = (typeof FILTER_NAMES)[number];

/** A vector in memory to index. */
export interface VectorEntry {
  /** Key of the vector: a track's path, or any other string. */
  path: string;
  vector: Float32Array;
}

/** A vector in a file to index. */
export interface EmbeddingFileEntry {
  /** Key of the vector: a track's path, or any other string. */
  path: string;
  /** Path of the `.npy` file that holds the vector. */
  embedding: string;
  /** Skips a file that `sealNpy` of `@rbassist/core` did not seal: another program wrote it. @default false */
  sealed?: boolean;
}

/** A vector to index, in memory or in a file. */
export type IndexEntry = VectorEntry | EmbeddingFileEntry;

/** Entries to index, all at once or as they come. */
export type IndexEntries = Iterable<IndexEntry> | AsyncIterable<IndexEntry>;

/** An entry without its vector. */
export interface ListedVector {
  path: string;
  /** Path of the `.npy` file that holds the vector, if one does. */
  embedding?: string;
}

/** Returns an entry without its vector, so that a list of them takes little memory. */
export function listed(entry: IndexEntry): ListedVector {
  return 'vector' in entry ? { path: entry.path } : entry;
}

/** An entry with a vector in memory. */
export interface VectorEntry {
  /** Key of the vector: a track's path, or any other string. */
  path: string;
  vector: Float32Array;
}

/** An entry with a vector in a file. */
export interface EmbeddingFileEntry {
  /** Key of the vector: a track's path, or any other string. */
  path: string;
  /** Path of the vector's `.npy` file. */
  embedding: string;
  /** Skips files without a seal of `sealNpy` of `@rbassist/core`, which other programs wrote. @default false */
  sealed?: boolean;
}

/** An entry of an index: a key, and a vector in memory or in a file. */
export type IndexEntry = VectorEntry | EmbeddingFileEntry;

/** A list or stream of entries. */
export type IndexEntries = Iterable<IndexEntry> | AsyncIterable<IndexEntry>;

/** An entry without its vector. */
export interface ListedVector {
  path: string;
  embedding?: string;
}

/** Returns an entry without its vector, to save memory. */
export function listed(entry: IndexEntry): ListedVector {
  return 'vector' in entry ? { path: entry.path } : entry;
}

import type { FileCheck } from '../files/file-check.ts';
import type { Hit } from './hit.ts';

export const ENGINE_NAMES = ['exact', 'hnsw'] as const;

/** Name of an engine: `exact` compares the query with every vector, `hnsw` searches hnswlib's graph. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/**
 * Strategy that found enough neighbours: hnswlib's `graph`, the `expanded-graph` (more candidates, because a filter
 * left too few), or an `exhaustive` comparison with every vector.
 */
export type SearchStrategy = 'graph' | 'expanded-graph' | 'exhaustive';

export interface EngineSearch {
  /** Hits sorted by distance, then by label. */
  hits: Hit[];
  strategy: SearchStrategy;
}

/** Vectors of one length, by label, with a search by cosine distance. */
export interface VectorReader {
  readonly name: EngineName;
  readonly dimensions: number;
  /** Number of labels, including those of removed vectors. */
  readonly count: number;
  /** Returns a copy of a vector, scaled to unit length. Not for removed labels. */
  vector(label: number): Float32Array;
  /**
   * Returns up to `count` nearest vectors that `accept` allows. It must reject removed labels, and may be called twice
   * for a label. Throws {@link OptionError} for an invalid query.
   */
  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch;
  /** Closes a file that reading vectors keeps open, until the next one is read. */
  release?(): void;
  /** Returns false if another file has taken the place of one that vectors stay in, or none is there. */
  isCurrent?(): boolean;
}

/** A {@link VectorReader} whose vectors can change. */
export interface VectorEngine extends VectorReader {
  /** Stores a vector under an existing label or the next one, `count`. Throws {@link OptionError} if it is invalid. */
  put(label: number, vector: Float32Array): void;
  /** Removes a label's vector. The label can be used again. */
  remove(label: number): void;
  /**
   * Writes the vectors of `labels`, all that are not removed in ascending order, to a new file. The new label is the
   * position in this list. Throws {@link DataFolderError} if the file is incomplete, or the system's error.
   */
  save(path: string, labels: readonly number[]): Promise<void>;
}

/** Like a {@link VectorEngine} without search, but it may work in its own thread. */
export interface VectorWriter extends Pick<VectorEngine, 'name' | 'dimensions' | 'count' | 'save'> {
  put(label: number, vector: Float32Array): void | Promise<void>;
  remove(label: number): void | Promise<void>;
  holds(label: number, vector: Float32Array): boolean | Promise<boolean>;
  close(): Promise<void>;
}

export interface ExpectedFile {
  check: FileCheck;
  dimensions: number;
  labels: number;
}

/** A kind of engine. All methods throw {@link MissingDependencyError} if the engine can't be loaded. */
export interface EngineKind {
  readonly name: EngineName;
  readonly fileName: string;
  create(dimensions: number): Promise<VectorWriter>;
  change(path: string, expected: ExpectedFile): Promise<VectorWriter>;
  /** Opens a file for searching. Throws {@link FileFormatError} for an unexpected file, before native code reads it. */
  open(path: string, expected: ExpectedFile): Promise<VectorEngine>;
  /**
   * Opens a file for callers that only search, as `open` does. May leave vectors in the file, which must stay as it is
   * until another replaces it. Reading a vector then throws {@link DataFolderError} if the file can't be read.
   *
   * @param onLost Called when the file can't be read any more, for example after its drive was away.
   */
  share(path: string, expected: ExpectedFile, onLost: () => void): Promise<VectorReader>;
}

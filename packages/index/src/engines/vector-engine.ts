import type { FileCheck } from '../files/file-check.ts';
import type { Hit } from './hit.ts';

/** Names of the engines. */
export const ENGINE_NAMES = ['exact', 'hnsw'] as const;

/** Names an engine: `exact` compares the query with every vector, `hnsw` searches hnswlib's graph. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/**
 * Strategy that found enough neighbours: hnswlib's `graph`; the `expanded-graph`, with more candidates because a filter
 * left too few; or an `exhaustive` comparison with every vector.
 */
export type SearchStrategy = 'graph' | 'expanded-graph' | 'exhaustive';

/** Result of an engine's search. */
export interface EngineSearch {
  /** Nearest first, equally near ones by label. */
  hits: Hit[];
  strategy: SearchStrategy;
}

/** Vectors of one length, searched by cosine distance. An engine knows labels, not keys. */
export interface VectorEngine {
  readonly name: EngineName;
  readonly dimensions: number;
  /** Number of labels, including those of removed vectors. */
  readonly count: number;
  /** Returns a copy of a vector, scaled to unit length. Its label must not be removed. */
  vector(label: number): Float32Array;
  /**
   * Returns the `count` nearest vectors that `accept` lets through, or all of them if there are fewer.
   *
   * @param accept Must reject removed labels. May be called twice for one label.
   * @throws {OptionError} for a query of another length, NaN or infinity.
   */
  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch;
  /**
   * Stores a vector under a label: the next one, which is `count`, or one that exists. Labels never shift.
   *
   * @throws {OptionError} for a wrong length, NaN or infinity.
   */
  put(label: number, vector: Float32Array): void;
  /** Removes a label's vector; another vector may take the label. */
  remove(label: number): void;
  /**
   * Writes the vectors of some labels to a new file, each under its place in the list.
   *
   * @param labels Every label that is not removed, in rising order.
   * @throws the system's error, or {@link DataFolderError} if the file is incomplete.
   */
  save(path: string, labels: readonly number[]): Promise<void>;
}

/**
 * Vectors of one length on their way into a file. As {@link VectorEngine}, but it may work in a thread of its own and
 * can't be searched.
 */
export interface VectorWriter extends Pick<VectorEngine, 'name' | 'dimensions' | 'count' | 'save'> {
  put(label: number, vector: Float32Array): void | Promise<void>;
  remove(label: number): void | Promise<void>;
  /** Tells if storing a vector under a label would change nothing. */
  holds(label: number, vector: Float32Array): boolean | Promise<boolean>;
  /** Frees memory and threads. The writer can't be used afterwards. */
  close(): Promise<void>;
}

/** Properties that an engine's file must have. */
export interface ExpectedFile {
  check: FileCheck;
  dimensions: number;
  labels: number;
}

/** Ways to get an engine of one kind. All throw {@link MissingDependencyError} where it can't be loaded. */
export interface EngineKind {
  readonly name: EngineName;
  /** Name of its file in the index folder. */
  readonly fileName: string;
  /** Starts an index without vectors. */
  create(dimensions: number): Promise<VectorWriter>;
  /** Opens a file to change what it holds. Throws as {@link open} does. */
  change(path: string, expected: ExpectedFile): Promise<VectorWriter>;
  /** Opens a file to search it. Throws {@link FileFormatError}, before native code reads it, for any other file. */
  open(path: string, expected: ExpectedFile): Promise<VectorEngine>;
}

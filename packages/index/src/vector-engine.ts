import { isFiniteVector, OptionError } from '@rbassist/core';
import type { FileCheck } from './file-check.ts';

/** Which program does the searching: a scan of all vectors, or hnswlib's graph. */
export type EngineName = 'exact' | 'hnsw';

/**
 * How far a search had to go for as many as were asked for: along the graph; along more of it, since a filter left too few; or through
 * everything that the filter lets pass.
 */
export type SearchWay = 'graph' | 'wider' | 'scan';

/** A vector near a query. */
export interface Hit {
  /** Which vector: 0 for the first one added, counting up. */
  label: number;
  /** Cosine distance, 0..2. */
  distance: number;
}

/** What a search found. */
export interface EngineSearch {
  /** Nearest first, equally near ones by label. */
  hits: Hit[];
  way: SearchWay;
}

/** Vectors of one length that can be searched by cosine distance. It knows labels, not paths. */
export interface VectorEngine {
  readonly name: EngineName;
  readonly dimensions: number;
  /** How many labels there are, those of removed vectors included. */
  readonly count: number;
  /** A copy of a vector that was not removed, scaled to unit length. */
  vector(label: number): Float32Array;
  /**
   * The `count` nearest that `accept` lets through; fewer only when there are no more.
   *
   * @param accept Must let no removed label through. May be asked twice about one.
   * @throws {OptionError} for a query of another length, NaN or infinity.
   */
  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch;
}

/** Vectors of one length on their way into a file. Labels never shift. */
export interface VectorWriter {
  readonly name: EngineName;
  readonly dimensions: number;
  /** How many labels there are, those of removed vectors included. */
  readonly count: number;
  /**
   * Puts a vector in the place of a label: a new one, which is `count`, or one whose vector is replaced or was removed.
   *
   * @throws {OptionError} for a wrong length, NaN or infinity.
   */
  put(label: number, vector: Float32Array): Promise<void>;
  /** Takes a label's vector away; the label stays for another. */
  remove(label: number): Promise<void>;
  /** Whether putting a vector in the place of a label would change nothing. */
  holds(label: number, vector: Float32Array): Promise<boolean>;
  /** Makes a file of it all. Throws the system's error, or {@link DataFolderError} when the file is not whole. */
  save(path: string): Promise<void>;
  /** Frees what it takes; it cannot be used afterwards. */
  close(): Promise<void>;
}

/** What an engine's file must be. */
export interface ExpectedFile {
  check: FileCheck;
  dimensions: number;
  labels: number;
}

/** How to get an engine of one kind. All throw {@link MissingDependencyError} where it can't be loaded. */
export interface EngineKind {
  readonly name: EngineName;
  /** Its file in the index folder. */
  readonly fileName: string;
  /** For an index that begins empty. */
  create(dimensions: number): Promise<VectorWriter>;
  /** For changing what a file holds. Throws as {@link open} does. */
  change(path: string, expected: ExpectedFile): Promise<VectorWriter>;
  /** For searching a file. Throws {@link FileFormatError}, before native code sees it, when it is not the one expected. */
  open(path: string, expected: ExpectedFile): Promise<VectorEngine>;
}

/** Nearest first, equally near ones by label. */
export function compareHits(a: Hit, b: Hit): number {
  return a.distance - b.distance || a.label - b.label;
}

/** Refuses what native code would accept and then answer nonsense about. `what` begins the error's message. */
export function checkVector(vector: Float32Array, dimensions: number, what: string): void {
  if (!(vector instanceof Float32Array)) throw new OptionError(`${what} must be a Float32Array.`);
  if (vector.length !== dimensions) {
    throw new OptionError(`${what} has ${vector.length} elements, and this index holds vectors of ${dimensions}.`);
  }
  if (!isFiniteVector(vector)) throw new OptionError(`${what} has elements that are NaN or infinite.`);
}

/** A cosine distance without the rounding error that takes it out of 0..2. */
export function clampDistance(distance: number): number {
  return Math.min(2, Math.max(0, distance));
}

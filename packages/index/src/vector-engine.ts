import { isFiniteVector, OptionError } from '@rbassist/core';

/** Which program does the searching: a scan of all vectors in plain code, or hnswlib's graph. */
export type EngineName = 'exact' | 'hnsw';

/** A vector near a query. */
export interface Hit {
  /** Which vector: 0 for the first one added, counting up. */
  label: number;
  /** Cosine distance, 0..2. */
  distance: number;
}

/** Vectors of one length that can be searched by cosine distance. It knows labels, not paths, and nothing of removal. */
export interface VectorEngine {
  readonly name: EngineName;
  readonly dimensions: number;
  /** How many vectors were added. */
  readonly count: number;
  /** Adds a vector and returns its label. Throws {@link OptionError} for a wrong length, NaN or infinity. */
  add(vector: Float32Array): number;
  /** A copy of a vector, scaled to unit length. */
  vector(label: number): Float32Array;
  /** The `count` nearest that `accept` lets through, nearest first, equally near ones by label; fewer only when there are no more. */
  search(query: Float32Array, count: number, accept?: (label: number) => boolean): Hit[];
  /** Writes all vectors to a file in one go. Throws the system's error. */
  save(path: string): Promise<void>;
}

/** How to get an engine of one kind. */
export interface EngineKind {
  readonly name: EngineName;
  /** Its file in the index folder. */
  readonly fileName: string;
  /** Throws {@link MissingDependencyError} where the engine can't be loaded. */
  create(dimensions: number): Promise<VectorEngine>;
  /** Reads what `save` wrote; the caller has made sure of every byte. */
  load(path: string, dimensions: number): Promise<VectorEngine>;
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

import {
  checkOptions,
  type EmbeddingSpace,
  type Neighbor,
  type NeighborSource,
  NotFoundError,
  OptionError,
  optionRules,
  RbassistError,
  requireRule,
  spaceDimensions,
} from '@rbassist/core';
import { ExactEngine } from './engines/exact/exact-engine.ts';
import type { EngineName, SearchStrategy, VectorEngine, VectorReader } from './engines/vector-engine.ts';
import { type Labels, labelsByKey } from './files/labels.ts';
import { writeIndexFiles } from './store/write-index.ts';

/** Options of a {@link VectorIndex}. */
export interface VectorIndexOptions {
  /** Embedding space of all vectors, `<name>/<dimensions>`. Vectors of different spaces can't be compared. */
  space: EmbeddingSpace;
}

interface StoredVectors<Engine extends VectorReader = VectorReader> {
  engine: Engine;
  labels: Labels;
}

/** Result of {@link VectorIndex.search}. */
export interface IndexSearch {
  /** Neighbours sorted by distance, then by their order in the index. */
  neighbors: Neighbor[];
  strategy: SearchStrategy;
}

/** A vector near a query. */
export interface RowNeighbor {
  /** Number of the vector: see {@link VectorIndex.row}. */
  row: number;
  /** Cosine distance, 0 (same direction) to 2 (opposite). */
  distance: number;
}

/** A {@link VectorIndex} without the methods that change it, because callers share it. */
export type ReadonlyVectorIndex = Omit<VectorIndex, 'add' | 'remove' | 'save' | 'close' | typeof Symbol.asyncDispose>;

/**
 * Vectors by key, with a search for the nearest by cosine distance. A key is a track's path or any other string. In a
 * {@link Neighbor}, it is called `path`.
 *
 * A new index is empty and in memory. {@link save} writes it to a folder, and {@link openIndex} opens it. Changes stay
 * in memory until you save them.
 */
export class VectorIndex implements NeighborSource, AsyncDisposable {
  readonly space: EmbeddingSpace;
  readonly dimensions: number;
  #stored: StoredVectors | undefined;
  readonly #labelOf: Map<string, number>;
  /** Labels of removed vectors. The last one is used next. */
  readonly #free: number[];
  #isSaving = false;

  /**
   * Creates an empty index.
   *
   * @param stored Vectors of an index on disk; for {@link openIndex}.
   * @throws {OptionError} for an unknown option, or a space without dimensions.
   */
  constructor(options: VectorIndexOptions, stored?: StoredVectors) {
    checkOptions(options, { space: optionRules.text });
    requireRule('space', options.space, optionRules.text);
    this.space = options.space;
    this.dimensions = spaceDimensions(options.space);
    this.#stored = stored ?? { engine: new ExactEngine(this.dimensions), labels: [] };
    const { labels } = this.#stored;
    this.#labelOf = labelsByKey(labels);
    this.#free = labels.flatMap((key, label) => (key === null ? label : [])).reverse();
  }

  get size(): number {
    return this.#labelOf.size;
  }

  get engine(): EngineName {
    return this.#open().engine.name;
  }

  keys(): IterableIterator<string> {
    return this.#labelOf.keys();
  }

  has(key: string): boolean {
    return this.#labelOf.has(key);
  }

  /** Returns a copy of unit length; undefined if the key has no vector. The exact engine rounds it to float16. */
  vector(key: string): Float32Array | undefined {
    const { engine } = this.#open();
    const label = this.#labelOf.get(key);
    return label === undefined ? undefined : engine.vector(label);
  }

  /**
   * Adds a vector, or replaces the key's vector.
   *
   * @param vector A finite vector with the index's dimensions. Only its direction counts. A vector of zeros has
   *   distance 1 to every vector.
   * @throws {OptionError} for an empty key or an invalid vector. The index is then unchanged.
   */
  add(key: string, vector: Float32Array): void {
    const { engine, labels } = this.#changeable();
    requireRule('key', key, optionRules.text);
    const known = this.#labelOf.get(key);
    const label = known ?? this.#free.at(-1) ?? labels.length;
    engine.put(label, vector);
    if (known !== undefined) return;
    if (label < labels.length) this.#free.pop();
    labels[label] = key;
    this.#labelOf.set(key, label);
  }

  /** Removes a key and its vector. Returns false if the key has no vector. */
  remove(key: string): boolean {
    const { engine, labels } = this.#changeable();
    const label = this.#labelOf.get(key);
    if (label === undefined) return false;
    engine.remove(label);
    labels[label] = null;
    this.#labelOf.delete(key);
    this.#free.push(label);
    return true;
  }

  /**
   * Returns up to `count` nearest neighbours that `accept` allows, the nearest first.
   *
   * @param query A finite vector with the index's dimensions; or a key, which the result then does not contain.
   * @param accept Filter by key, applied inside the search.
   * @throws {OptionError} for an invalid query, or a count that is not a whole number from 0.
   * @throws {NotFoundError} for a key without a vector.
   */
  nearest(query: Float32Array | string, count: number, accept?: (key: string) => boolean): Neighbor[] {
    return this.search(query, count, accept).neighbors;
  }

  /**
   * Returns the number of a key's vector, 0 or more; undefined if it has none. Callers that filter many tracks keep
   * these numbers for {@link nearestRows}. A number stays the same until the key is removed.
   */
  row(key: string): number | undefined {
    return this.#labelOf.get(key);
  }

  /**
   * Searches like {@link nearest}, but by the numbers of the vectors. Much faster if the filter rejects most tracks.
   *
   * @param query A finite vector with the index's dimensions.
   * @param accept Filter by number, called only for numbers that {@link row} returns.
   * @throws {OptionError} for an invalid query, or a count that is not a whole number from 0.
   */
  nearestRows(query: Float32Array, count: number, accept: (row: number) => boolean): RowNeighbor[] {
    const { engine, labels } = this.#open();
    requireCount(count);
    const { hits } = engine.search(query, count, (label) => labels[label] !== null && accept(label));
    return hits.map(({ label, distance }) => ({ row: label, distance }));
  }

  /** Searches like {@link nearest}, and also returns the strategy. */
  search(query: Float32Array | string, count: number, accept: (key: string) => boolean = acceptAll): IndexSearch {
    const { engine, labels } = this.#open();
    requireCount(count);
    requireRule('accept', accept, optionRules.callback);
    const own = typeof query === 'string' ? this.#requireLabel(query) : undefined;
    const acceptLabel = (label: number) => {
      const key = labels[label];
      return key !== null && label !== own && accept(key);
    };
    const target = own === undefined ? (query as Float32Array) : engine.vector(own);
    const { hits, strategy } = engine.search(target, count, acceptLabel);
    return { neighbors: hits.map(({ label, distance }) => ({ path: labels[label]!, distance })), strategy };
  }

  /**
   * Writes the index to a folder and replaces any index there. After a full disk, the folder still has the old index.
   * You can't change the index while it is being saved.
   *
   * @param folder Created if it does not exist.
   * @throws {OptionError} for an empty path.
   * @throws {DataFolderError} if the files can't be written.
   */
  async save(folder: string): Promise<void> {
    requireRule('folder', folder, optionRules.text);
    const { engine, labels } = this.#changeable();
    this.#isSaving = true;
    try {
      await writeIndexFiles(folder, { space: this.space, writer: engine, labels });
    } finally {
      this.#isSaving = false;
    }
  }

  /** Frees the vectors. Unsaved changes are lost, and the index can't be used afterwards. Closing twice is allowed. */
  async close(): Promise<void> {
    this.#stored = undefined;
    this.#labelOf.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #open(): StoredVectors {
    if (this.#stored) return this.#stored;
    throw new RbassistError('closed', 'The index is closed. Open it again with openIndex.');
  }

  #changeable(): StoredVectors<VectorEngine> {
    const stored = this.#open();
    if (this.#isSaving)
      throw new RbassistError('busy', 'The index is being saved. Wait for save() before you change it.');
    if (isChangeable(stored)) return stored;
    throw new RbassistError('read-only', 'The index is shared and can only be searched. Open it with openIndex.');
  }

  #requireLabel(key: string): number {
    const label = this.#labelOf.get(key);
    if (label !== undefined) return label;
    const remedies = [
      { action: 'rescan', paths: [key] },
      { action: 'rebuild-index', incremental: true },
    ] as const;
    throw new NotFoundError(`${key} is not in the index.`, [], { remedies });
  }
}

function requireCount(count: number): void {
  if (Number.isInteger(count) && count >= 0) return;
  throw new OptionError(`count must be a whole number, 0 or more, not ${count}.`);
}

function isChangeable(stored: StoredVectors): stored is StoredVectors<VectorEngine> {
  return 'put' in stored.engine;
}

const acceptAll = () => true;

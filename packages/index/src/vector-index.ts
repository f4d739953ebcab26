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
import type { EngineName, SearchStrategy, VectorEngine } from './engines/vector-engine.ts';
import { type Labels, labelsByKey } from './files/labels.ts';
import { writeIndexFiles } from './store/write-index.ts';

/** Options of a {@link VectorIndex}. */
export interface VectorIndexOptions {
  /**
   * Embedding space of all vectors, `<name>/<dimensions>`. It states their length, and keeps vectors of two models
   * apart.
   */
  space: EmbeddingSpace;
}

/** Vectors that {@link openIndex} read. */
interface StoredVectors {
  engine: VectorEngine;
  labels: Labels;
}

/** Result of {@link VectorIndex.search}. */
export interface IndexSearch {
  /** Nearest first; equally near ones in the order of their rows on disk. */
  neighbors: Neighbor[];
  strategy: SearchStrategy;
}

/** A {@link VectorIndex} that can't be changed, because others use it too. */
export type ReadonlyVectorIndex = Omit<VectorIndex, 'add' | 'remove' | 'save' | 'close' | typeof Symbol.asyncDispose>;

/**
 * Vectors by key, searched for the nearest by cosine distance. A key is a track's path or any other string; neighbours
 * call it `path`.
 *
 * A new index is empty and lives in memory; {@link save} writes it to a folder, and {@link openIndex} opens it. Changes
 * stay in memory until they are saved.
 */
export class VectorIndex implements NeighborSource, AsyncDisposable {
  /** Embedding space of the vectors. */
  readonly space: EmbeddingSpace;
  /** Length of the vectors. */
  readonly dimensions: number;
  #stored: StoredVectors | undefined;
  readonly #labelOf: Map<string, number>;
  /** Labels of removed vectors, the next to use last. */
  readonly #free: number[];
  #isSaving = false;

  /**
   * Creates an empty index.
   *
   * @param stored Vectors of an index on disk; for {@link openIndex}.
   * @throws {OptionError} for an option that is unknown, or a space that states no dimensions.
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

  /** Number of vectors. */
  get size(): number {
    return this.#labelOf.size;
  }

  /** Name of the engine that searches the vectors. */
  get engine(): EngineName {
    return this.#open().engine.name;
  }

  /** Lists every key. */
  keys(): IterableIterator<string> {
    return this.#labelOf.keys();
  }

  /** Tells if a key has a vector. */
  has(key: string): boolean {
    return this.#labelOf.has(key);
  }

  /**
   * Returns a copy of a key's vector, scaled to unit length and rounded to float16 by the exact engine; undefined if
   * the key has none.
   */
  vector(key: string): Float32Array | undefined {
    const { engine } = this.#open();
    const label = this.#labelOf.get(key);
    return label === undefined ? undefined : engine.vector(label);
  }

  /**
   * Adds a vector, or replaces the one that the key has.
   *
   * @param vector Finite and of the index's dimensions, of any length but compared by direction alone. Zeros are at
   * distance 1 from everything.
   * @throws {OptionError} for an empty key or any other vector; nothing is changed then.
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

  /** Removes a key and its vector. Returns false if the key has none. */
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
   * Finds the nearest neighbours that `accept` lets through, nearest first: `count` of them, or all if there are fewer.
   *
   * @param query A vector, finite and of the index's dimensions; or a key, which is then not among the neighbours.
   * @param accept Filter by key, applied inside the search.
   * @throws {OptionError} for any other query, or a count that is not a whole number from 0.
   * @throws {NotFoundError} for a key that has no vector.
   */
  nearest(query: Float32Array | string, count: number, accept?: (key: string) => boolean): Neighbor[] {
    return this.search(query, count, accept).neighbors;
  }

  /** Searches as {@link nearest} does, and returns the strategy as well. */
  search(query: Float32Array | string, count: number, accept: (key: string) => boolean = acceptAll): IndexSearch {
    const { engine, labels } = this.#open();
    if (!Number.isInteger(count) || count < 0) {
      throw new OptionError(`count must be a whole number from 0, got ${count}.`);
    }
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
   * Writes the index to a folder, and replaces any index there: the folder holds all of the old one or all of the new.
   * The index can't be changed meanwhile.
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

  /** Frees the vectors. The index can't be used afterwards; unsaved changes are lost. Closing it twice does no harm. */
  async close(): Promise<void> {
    this.#stored = undefined;
    this.#labelOf.clear();
  }

  /** As {@link close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #open(): StoredVectors {
    if (this.#stored) return this.#stored;
    throw new RbassistError('closed', 'The index is closed.');
  }

  #changeable(): StoredVectors {
    const stored = this.#open();
    if (this.#isSaving)
      throw new RbassistError('busy', 'The index is being saved. Wait for save() before you change it.');
    return stored;
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

const acceptAll = () => true;

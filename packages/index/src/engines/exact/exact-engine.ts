import { writeFile } from 'node:fs/promises';
import { encodeNpy } from '@rbassist/core';
import { checkVector } from '../check-vector.ts';
import type { EngineSearch, VectorEngine, VectorWriter } from '../vector-engine.ts';
import { ExhaustiveSearch } from './exhaustive-search.ts';
import { MemoryRows } from './memory-rows.ts';
import { vectorFileHeader } from './vector-file.ts';

/** Lower limit of a row's scaled maximum. Scaling by a power of two loses no float16 precision. */
const GREATEST_ELEMENT = 2 ** 14;

/** Vectors in memory with an {@link ExhaustiveSearch}; see `exactKind`. */
export class ExactEngine implements VectorEngine, VectorWriter {
  readonly name = 'exact';
  readonly dimensions: number;
  readonly #rows: MemoryRows;
  readonly #search: ExhaustiveSearch;

  /** @param rows Those of a file; none if omitted. */
  constructor(dimensions: number, rows = new MemoryRows(dimensions)) {
    this.dimensions = dimensions;
    this.#rows = rows;
    this.#search = new ExhaustiveSearch(rows);
  }

  get count(): number {
    return this.#rows.count;
  }

  put(label: number, vector: Float32Array): void {
    checkVector(vector, this.dimensions, 'A vector');
    this.#set(label, rowOf(vector));
  }

  remove(label: number): void {
    this.#set(label, new Uint8Array(this.#rows.layout.fileRowBytes));
  }

  holds(label: number, vector: Float32Array): boolean {
    checkVector(vector, this.dimensions, 'A vector');
    return Buffer.compare(this.#rows.fileRow(label), rowOf(vector)) === 0;
  }

  vector(label: number): Float32Array {
    return this.#search.vector(label);
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch {
    return this.#search.search(query, count, accept);
  }

  /** See {@link ExhaustiveSearch.distancesFrom}. */
  distancesFrom(label: number): (other: number) => number {
    return this.#search.distancesFrom(label);
  }

  async save(path: string, labels: readonly number[]): Promise<void> {
    await writeFile(path, this.#contents(labels), { flag: 'wx' });
  }

  async close(): Promise<void> {}

  *#contents(labels: readonly number[]): Generator<Uint8Array> {
    yield vectorFileHeader(labels.length, this.dimensions);
    yield* this.#rows.contents(labels);
  }

  #set(label: number, row: Uint8Array): void {
    this.#rows.set(label, row);
    this.#search.markChanged();
  }
}

function rowOf(vector: Float32Array): Uint8Array {
  let greatest = 0;
  for (const value of vector) greatest = Math.max(greatest, Math.abs(value));
  const factor = greatest === 0 ? 0 : GREATEST_ELEMENT / 2 ** Math.floor(Math.log2(greatest));
  const row = new Float32Array(vector.length);
  for (let i = 0; i < row.length; i++) row[i] = vector[i] * factor;
  return encodeNpy(row, 'float16').subarray(-2 * row.length);
}

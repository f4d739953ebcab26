import type { EngineSearch, VectorReader } from '../vector-engine.ts';
import { ExhaustiveSearch } from './exhaustive-search.ts';
import type { FileRows } from './file-rows.ts';

/** Vectors that stay in their file, with an {@link ExhaustiveSearch}. A quarter of their size is in memory. */
export class ExactFile implements VectorReader {
  readonly name = 'exact';
  readonly dimensions: number;
  readonly count: number;
  readonly #rows: FileRows;
  readonly #search: ExhaustiveSearch;

  constructor(rows: FileRows) {
    this.dimensions = rows.layout.dimensions;
    this.count = rows.count;
    this.#rows = rows;
    this.#search = new ExhaustiveSearch(rows);
  }

  release(): void {
    this.#rows.release();
  }

  isCurrent(): boolean {
    return this.#rows.isCurrent();
  }

  vector(label: number): Float32Array {
    return this.#search.vector(label);
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch {
    return this.#search.search(query, count, accept);
  }
}

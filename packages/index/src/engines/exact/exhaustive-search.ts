import { float16FromBits, unit } from '@rbassist/core';
import { checkVector } from '../check-vector.ts';
import { clampDistance, type Hit } from '../hit.ts';
import type { EngineSearch } from '../vector-engine.ts';
import { NearestHits, offer } from './nearest-hits.ts';
import { QuantizedRows } from './quantized-rows.ts';
import { type Rows, rowRuns } from './rows.ts';
import { QUERY_SCALE } from './scan-kernel.ts';

/** With fewer vectors, quantized rows are not faster. */
const FEWEST_QUANTIZED = 2048;

/**
 * Compares a query with every row.
 *
 * From the second search on, {@link QuantizedRows} exclude most rows, and only the rest are compared in full precision.
 * The error bound of a quantized row fails with a probability of about 1e-8.
 */
export class ExhaustiveSearch {
  readonly #rows: Rows;
  /** True if there was a search since the last change of the rows. */
  #searched = false;
  #quantized: QuantizedRows | undefined;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Must follow every change of the rows. */
  markChanged(): void {
    this.#quantized = undefined;
    this.#searched = false;
  }

  /** Returns a copy of a row, scaled to unit length. */
  vector(label: number): Float32Array {
    const { memory, layout } = this.#rows;
    const bits = memory.halves(this.#rows.at(label), layout.dimensions);
    const vector = new Float32Array(layout.dimensions);
    // a question reads hundreds of vectors
    for (let i = 0; i < vector.length; i++) vector[i] = float16FromBits(bits[i]);
    return unit(vector);
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch {
    const { memory, layout } = this.#rows;
    checkVector(query, layout.dimensions, 'The query');
    const target = unit(query);
    const wanted = Math.min(count, this.#rows.count);
    this.#reserveProducts();
    memory.floats(layout.queryAt, layout.dimensions).set(target.map((value) => value * QUERY_SCALE));
    // quantizing takes longer than one full-precision search
    const useQuantized = this.#searched && this.#rows.count >= FEWEST_QUANTIZED;
    this.#searched = true;
    const hits = useQuantized
      ? this.#quantizedRows().search(target, wanted, accept, this.#comparison())
      : this.#searchRows(wanted, accept);
    return { hits, strategy: 'exhaustive' };
  }

  /**
   * Returns a function for the distance of a row to the given one, in full precision. Calling this method again, a
   * search or a change makes it invalid.
   */
  distancesFrom(label: number): (other: number) => number {
    this.#reserveProducts();
    const { memory, layout, scales } = this.#rows;
    const halves = memory.halves(this.#rows.at(label), layout.dimensions);
    const query = memory.floats(layout.queryAt, layout.dimensions);
    const factor = scales[label] * QUERY_SCALE;
    for (let i = 0; i < query.length; i++) query[i] = float16FromBits(halves[i]) * factor;
    return this.#comparison();
  }

  /** Makes room for one product per row, after the rows. */
  #reserveProducts(): void {
    const { memory, end, count } = this.#rows;
    memory.reserve(end + 4 * Math.max(1, count));
  }

  #quantizedRows(): QuantizedRows {
    if (this.#quantized) return this.#quantized;
    const { memory, end, count, layout } = this.#rows;
    const at = end + Math.ceil((4 * count) / 16) * 16;
    memory.reserve(at + QuantizedRows.bytes(count, layout.rowBytes));
    this.#quantized = new QuantizedRows(this.#rows, at);
    return this.#quantized;
  }

  #searchRows(wanted: number, accept: (label: number) => boolean): Hit[] {
    const { memory, layout, count, end, scales } = this.#rows;
    for (const { label, at, count: together } of rowRuns(this.#rows)) {
      memory.kernel.dotRows(at, together, layout.rowBytes, layout.queryAt, end + 4 * label);
    }
    const products = memory.floats(end, count);
    const nearest = new NearestHits(wanted);
    for (let label = 0; label < count; label++) {
      offer(nearest, label, clampDistance(1 - products[label] * scales[label]), accept);
    }
    return nearest.sorted();
  }

  /** Returns a function for the full-precision distance of a row to the current query. */
  #comparison(): (label: number) => number {
    const rows = this.#rows;
    const { memory, layout, end, scales } = rows;
    const product = memory.floats(end, 1);
    return (label) => {
      memory.kernel.dotRows(rows.at(label), 1, layout.rowBytes, layout.queryAt, end);
      return clampDistance(1 - product[0] * scales[label]);
    };
  }
}

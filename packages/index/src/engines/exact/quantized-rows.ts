import { float16FromBits } from '@rbassist/core';
import type { Hit } from '../hit.ts';
import { NearestHits, offer } from './nearest-hits.ts';
import { quantizeQuery } from './quantized-query.ts';
import type { Rows } from './rows.ts';
import { HIGHEST_CODE } from './scan-kernel.ts';

/** Number of rows that are excluded together if none is near enough. */
const ROWS_PER_BLOCK = 64;
const SAMPLE = 256;

/**
 * Vectors quantized to four bits per element (scalar quantisation), so that a search reads a quarter of the memory.
 *
 * A search compares the first half of every row with the query. It splits the second half of the query into a part
 * along the mean and a residual. Each row stores its product with the mean. By the Cauchy-Schwarz inequality, its
 * product with the residual is at most the product of their norms. This excludes most rows without reading their second
 * half.
 */
export class QuantizedRows {
  readonly #rows: Rows;
  readonly #halfBytes: number;
  /** Addresses of the query's codes, of four numbers per row, and of the codes of each half. */
  readonly #query: number;
  readonly #meanProjections: number;
  readonly #residualNorms: number;
  readonly #products: number;
  readonly #bounds: number;
  readonly #first: number;
  readonly #second: number;
  /** Value of code 0 and difference between two codes, per element. */
  readonly #lows: Float32Array;
  readonly #steps: Float32Array;
  /** Second half of the codes of the mean. */
  readonly #meanCodes: Int8Array;
  /** Labels of rows of zeros, which codes can't represent. Includes removed rows. */
  readonly #zeros: number[] = [];

  static bytes(count: number, rowBytes: number): number {
    return rowBytes / 2 + 4 * rowBytes + count * (16 + rowBytes / 4);
  }

  /** Quantizes rows into memory at address `at`. The result is invalid after a row changes. */
  constructor(rows: Rows, at: number) {
    const { memory, count } = rows;
    const { rowBytes, dimensions } = rows.layout;
    const length = rowBytes / 2;
    this.#rows = rows;
    this.#halfBytes = rowBytes / 8;
    this.#query = at;
    const lows = at + length;
    const perStep = lows + 4 * length;
    this.#meanProjections = perStep + 4 * length;
    this.#residualNorms = this.#meanProjections + 4 * count;
    this.#products = this.#residualNorms + 4 * count;
    this.#bounds = this.#products + 4 * count;
    this.#first = this.#bounds + 4 * count;
    this.#second = this.#first + count * this.#halfBytes;
    memory.bytes(this.#query, length).fill(0);
    this.#steps = this.#encode(lows, perStep).slice(0, dimensions);
    this.#lows = memory.floats(lows, dimensions).slice();
    this.#meanCodes = this.#projectOnMean();
  }

  /** Searches for `target`, a vector of unit length. `distance` computes a row's distance in full precision. */
  search(
    target: Float32Array,
    wanted: number,
    accept: (label: number) => boolean,
    distance: (label: number) => number,
  ): Hit[] {
    const { memory, count } = this.#rows;
    const { kernel } = memory;
    const { codes, base, factor, margin } = quantizeQuery(target, this.#lows, this.#steps);
    memory.bytes(this.#query, codes.length).set(new Uint8Array(codes.buffer));
    const { offset, perMeanProjection, perResidualNorm } = this.#boundSecondHalf(codes);
    const bounds = memory.floats(this.#bounds, count);
    const greatest = new Float32Array(Math.ceil(count / ROWS_PER_BLOCK));
    const blockAt = (block: number) => {
      const from = block * ROWS_PER_BLOCK;
      return { from, to: Math.min(from + ROWS_PER_BLOCK, count) };
    };

    const likely = new NearestHits(wanted);
    let { reach } = likely;
    for (let block = 0; block < greatest.length; block++) {
      const { from, to } = blockAt(block);
      greatest[block] = kernel.boundCodes(
        this.#first + from * this.#halfBytes,
        to - from,
        this.#halfBytes,
        this.#query,
        offset,
        this.#meanProjections + 4 * from,
        perMeanProjection,
        this.#residualNorms + 4 * from,
        perResidualNorm,
        this.#products + 4 * from,
        this.#bounds + 4 * from,
      );
      if (-greatest[block] > reach) continue;
      for (let label = from; label < to; label++) {
        if (-bounds[label] > reach) continue;
        offer(likely, label, -bounds[label], accept);
        reach = likely.reach;
      }
    }

    const nearest = new NearestHits(wanted);
    const compared = new Set<number>();
    const compare = (label: number) => {
      compared.add(label);
      offer(nearest, label, distance(label), () => true);
    };
    for (const { label } of likely.sorted()) compare(label);
    // a row below this product is farther than the hits so far, even with the maximum error
    const leastUseful = () => (factor === 0 ? Number.NEGATIVE_INFINITY : (1 - nearest.reach - margin - base) / factor);
    let least = leastUseful();
    for (let block = 0; block < greatest.length; block++) {
      if (greatest[block] < least) continue;
      const { from, to } = blockAt(block);
      kernel.settleBounds(
        this.#second + from * this.#halfBytes,
        to - from,
        this.#halfBytes,
        this.#query + codesOfHalf(this.#halfBytes),
        this.#products + 4 * from,
        this.#bounds + 4 * from,
        least,
      );
      for (let label = from; label < to; label++) {
        if (bounds[label] >= least && !compared.has(label) && accept(label)) compare(label);
      }
      least = leastUseful();
    }
    for (const label of this.#zeros) if (!compared.has(label)) offer(nearest, label, 1, accept);
    return nearest.sorted();
  }

  /**
   * Returns an upper bound for the second half of a row's product with the query:
   * `offset + perMeanProjection · meanProjection + perResidualNorm · residualNorm`.
   */
  #boundSecondHalf(codes: Int8Array): { offset: number; perMeanProjection: number; perResidualNorm: number } {
    const mean = this.#meanCodes;
    const from = codesOfHalf(this.#halfBytes);
    let product = 0;
    let square = 0;
    for (let i = 0; i < mean.length; i++) {
      product += codes[from + i] * mean[i];
      square += mean[i] * mean[i];
    }
    const perMeanProjection = square === 0 ? 0 : product / square;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < mean.length; i++) {
      const residual = codes[from + i] - perMeanProjection * mean[i];
      sum += residual;
      squares += residual * residual;
    }
    return { offset: (HIGHEST_CODE / 2) * sum, perMeanProjection, perResidualNorm: Math.sqrt(squares) };
  }

  /** Returns the difference between two codes, per element. */
  #encode(lowsAt: number, perStepAt: number): Float32Array {
    const { memory, count, scales } = this.#rows;
    const { rowBytes } = this.#rows.layout;
    const { kernel } = memory;
    const length = rowBytes / 2;
    const lows = memory.floats(lowsAt, length).fill(Number.POSITIVE_INFINITY);
    const highs = memory.floats(perStepAt, length).fill(Number.NEGATIVE_INFINITY);
    for (let label = 0; label < count; label++) {
      if (scales[label] === 0) this.#zeros.push(label);
      else kernel.widen(this.#rows.at(label), rowBytes, scales[label], lowsAt, perStepAt);
    }
    if (this.#zeros.length === count) [lows, highs].map((ends) => ends.fill(0));
    const steps = highs.map((high, i) => (high - lows[i]) / HIGHEST_CODE);
    memory.floats(perStepAt, length).set(steps.map((step) => (step === 0 ? 0 : 1 / step)));
    for (let label = 0; label < count; label++) {
      const row = this.#rows.at(label);
      const half = rowBytes / 2;
      const [first, second] = [this.#first, this.#second].map((codes) => codes + label * this.#halfBytes);
      kernel.encode(row, half, scales[label], lowsAt, perStepAt, first);
      kernel.encode(row + half, half, scales[label], lowsAt + 2 * length, perStepAt + 2 * length, second);
    }
    return steps;
  }

  /**
   * Computes for each row the product with the mean, and the norm of its second half around the middle code. Returns
   * the codes of the mean.
   */
  #projectOnMean(): Int8Array {
    const { memory, count, layout } = this.#rows;
    const { kernel } = memory;
    const from = codesOfHalf(this.#halfBytes);
    const elements = Math.max(0, layout.dimensions - from);
    const { codes } = quantizeQuery(this.#sampleMean(), this.#lows, this.#steps);
    const meanCodes = codes.slice(from);
    const set = (values: Int8Array) => memory.bytes(this.#query, elements).set(new Uint8Array(values.buffer));
    const meanProjections = memory.floats(this.#meanProjections, count);
    const residualNorms = memory.floats(this.#residualNorms, count);
    set(meanCodes);
    for (let label = 0; label < count; label++) {
      meanProjections[label] = kernel.dotCodes(this.#second + label * this.#halfBytes, this.#halfBytes, this.#query);
    }
    set(new Int8Array(elements).fill(1));
    for (let label = 0; label < count; label++) {
      const second = this.#second + label * this.#halfBytes;
      const sum = kernel.dotCodes(second, this.#halfBytes, this.#query);
      const squares = kernel.squareCodes(second, this.#halfBytes);
      residualNorms[label] = Math.sqrt(squares - HIGHEST_CODE * sum + elements * (HIGHEST_CODE / 2) ** 2);
    }
    return meanCodes;
  }

  #sampleMean(): Float32Array {
    const { memory, count, scales } = this.#rows;
    const { dimensions } = this.#rows.layout;
    const mean = new Float32Array(dimensions);
    for (let label = 0; label < count; label += Math.ceil(count / SAMPLE)) {
      const row = memory.halves(this.#rows.at(label), dimensions);
      for (let i = 0; i < dimensions; i++) mean[i] += float16FromBits(row[i]) * scales[label];
    }
    return mean.map((value) => value / SAMPLE);
  }
}

function codesOfHalf(halfBytes: number): number {
  return 2 * halfBytes;
}

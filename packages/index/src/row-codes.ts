import { float16FromBits } from '@rbassist/core';
import { coarseQuery } from './coarse-query.ts';
import { NearestHits, offer } from './nearest-hits.ts';
import { HIGHEST_CODE, type ScanMemory } from './scan-kernel.ts';
import type { Hit } from './vector-engine.ts';

/** Vectors in memory, as the exact engine keeps them. */
export interface Rows {
  memory: ScanMemory;
  /** Where the first is. */
  at: number;
  count: number;
  /** Bytes of one with its padding, float16. */
  rowBytes: number;
  /** Elements of one without its padding. */
  dimensions: number;
  /** What each is to be multiplied by to be of unit length; 0 for zeros. */
  scales: Float32Array;
}

/** Vectors whose codes are looked at in one go, and passed over as one when none is near enough. */
const ROWS_A_BLOCK = 64;
/** How many vectors stand for all. */
const SAMPLE = 256;

/**
 * Vectors in four bits an element, a quarter of the memory to go through: how many steps of fifteen an element is above the least there is.
 *
 * The first half of the elements is compared with the query for every vector. By Cauchy and Schwarz the second half can add no more than its
 * length times that of the query's, both taken about what is typical; where even that is not near enough, it is not looked at.
 */
export class RowCodes {
  readonly #rows: Rows;
  readonly #halfBytes: number;
  /** Where things are: the query's codes, by vector four numbers, and the codes of either half. */
  readonly #query: number;
  readonly #typical: number;
  readonly #spread: number;
  readonly #products: number;
  readonly #bounds: number;
  readonly #first: number;
  readonly #second: number;
  /** What code 0 stands for, and a step, by element. */
  readonly #lows: Float32Array;
  readonly #steps: Float32Array;
  /** The second half of a typical query's codes. */
  readonly #typicalCodes: Int8Array;
  /** Labels of vectors of zeros, which codes cannot stand for; whatever was removed is among them. */
  readonly #zeros: number[] = [];

  /** How much memory the codes of so many rows take. */
  static bytes(count: number, rowBytes: number): number {
    return rowBytes / 2 + 4 * rowBytes + count * (16 + rowBytes / 4);
  }

  /** Codes rows, in the memory from `at` on. They are void once a row changes. */
  constructor(rows: Rows, at: number) {
    const { memory, count, rowBytes, dimensions } = rows;
    const length = rowBytes / 2;
    this.#rows = rows;
    this.#halfBytes = rowBytes / 8;
    this.#query = at;
    const lows = at + length;
    const perStep = lows + 4 * length;
    this.#typical = perStep + 4 * length;
    this.#spread = this.#typical + 4 * count;
    this.#products = this.#spread + 4 * count;
    this.#bounds = this.#products + 4 * count;
    this.#first = this.#bounds + 4 * count;
    this.#second = this.#first + count * this.#halfBytes;
    memory.bytes(this.#query, length).fill(0);
    this.#steps = this.#encode(lows, perStep).slice(0, dimensions);
    this.#lows = memory.floats(lows, dimensions).slice();
    this.#typicalCodes = this.#describe();
  }

  /**
   * The `wanted` nearest that `accept` lets through.
   *
   * @param target The query, of unit length.
   * @param distance The distance of a vector in full.
   */
  search(
    target: Float32Array,
    wanted: number,
    accept: (label: number) => boolean,
    distance: (label: number) => number,
  ): Hit[] {
    const { memory, count } = this.#rows;
    const { kernel } = memory;
    const { codes, base, factor, margin } = coarseQuery(target, this.#lows, this.#steps);
    memory.bytes(this.#query, codes.length).set(new Uint8Array(codes.buffer));
    const { rest, perTypical, perSpread } = this.#secondHalf(codes);
    const bounds = memory.floats(this.#bounds, count);
    const greatest = new Float32Array(Math.ceil(count / ROWS_A_BLOCK));
    const blockAt = (block: number) => {
      const from = block * ROWS_A_BLOCK;
      return { from, to: Math.min(from + ROWS_A_BLOCK, count) };
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
        rest,
        this.#typical + 4 * from,
        perTypical,
        this.#spread + 4 * from,
        perSpread,
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
    // of no use is a vector that even by its bound is farther than what was found, by more than codes can be off
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

  /** What the second half of a query can add: `rest + perTypical · typical + perSpread · spread` of a vector at most. */
  #secondHalf(codes: Int8Array): { rest: number; perTypical: number; perSpread: number } {
    const typical = this.#typicalCodes;
    const from = codesOfHalf(this.#halfBytes);
    let product = 0;
    let square = 0;
    for (let i = 0; i < typical.length; i++) {
      product += codes[from + i] * typical[i];
      square += typical[i] * typical[i];
    }
    const perTypical = square === 0 ? 0 : product / square;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < typical.length; i++) {
      const left = codes[from + i] - perTypical * typical[i];
      sum += left;
      squares += left * left;
    }
    return { rest: (HIGHEST_CODE / 2) * sum, perTypical, perSpread: Math.sqrt(squares) };
  }

  /** Makes the codes and returns the size of their steps. */
  #encode(lowsAt: number, perStepAt: number): Float32Array {
    const { memory, at, count, rowBytes, scales } = this.#rows;
    const { kernel } = memory;
    const length = rowBytes / 2;
    const lows = memory.floats(lowsAt, length).fill(Number.POSITIVE_INFINITY);
    const highs = memory.floats(perStepAt, length).fill(Number.NEGATIVE_INFINITY);
    for (let label = 0; label < count; label++) {
      if (scales[label] === 0) this.#zeros.push(label);
      else kernel.widen(at + label * rowBytes, rowBytes, scales[label], lowsAt, perStepAt);
    }
    if (this.#zeros.length === count) [lows, highs].map((ends) => ends.fill(0));
    const steps = highs.map((high, i) => (high - lows[i]) / HIGHEST_CODE);
    memory.floats(perStepAt, length).set(steps.map((step) => (step === 0 ? 0 : 1 / step)));
    for (let label = 0; label < count; label++) {
      const row = at + label * rowBytes;
      const half = rowBytes / 2;
      const [first, second] = [this.#first, this.#second].map((codes) => codes + label * this.#halfBytes);
      kernel.encode(row, half, scales[label], lowsAt, perStepAt, first);
      kernel.encode(row + half, half, scales[label], lowsAt + 2 * length, perStepAt + 2 * length, second);
    }
    return steps;
  }

  /** Notes of every vector's second half how it lies to a typical one, and how far from the middle of all codes. Returns the typical one. */
  #describe(): Int8Array {
    const { memory, count, dimensions } = this.#rows;
    const { kernel } = memory;
    const from = codesOfHalf(this.#halfBytes);
    const elements = Math.max(0, dimensions - from);
    const { codes } = coarseQuery(this.#sampleMean(), this.#lows, this.#steps);
    const typicalCodes = codes.slice(from);
    const set = (values: Int8Array) => memory.bytes(this.#query, elements).set(new Uint8Array(values.buffer));
    const typical = memory.floats(this.#typical, count);
    const spread = memory.floats(this.#spread, count);
    set(typicalCodes);
    for (let label = 0; label < count; label++) {
      typical[label] = kernel.dotCodes(this.#second + label * this.#halfBytes, this.#halfBytes, this.#query);
    }
    set(new Int8Array(elements).fill(1));
    for (let label = 0; label < count; label++) {
      const second = this.#second + label * this.#halfBytes;
      const sum = kernel.dotCodes(second, this.#halfBytes, this.#query);
      const squares = kernel.squareCodes(second, this.#halfBytes);
      spread[label] = Math.sqrt(squares - HIGHEST_CODE * sum + elements * (HIGHEST_CODE / 2) ** 2);
    }
    return typicalCodes;
  }

  #sampleMean(): Float32Array {
    const { memory, at, count, rowBytes, dimensions, scales } = this.#rows;
    const mean = new Float32Array(dimensions);
    for (let label = 0; label < count; label += Math.ceil(count / SAMPLE)) {
      const row = memory.halves(at + label * rowBytes, dimensions);
      for (let i = 0; i < dimensions; i++) mean[i] += float16FromBits(row[i]) * scales[label];
    }
    return mean.map((value) => value / SAMPLE);
  }
}

/** How many elements the codes of a half stand for. */
function codesOfHalf(halfBytes: number): number {
  return 2 * halfBytes;
}

import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { encodeNpy, float16FromBits, unit } from '@rbassist/core';
import { type CoarseQuery, coarseQuery } from './coarse-query.ts';
import { checksum, damaged, readingError, requireSame } from './file-check.ts';
import { NearestHits } from './nearest-hits.ts';
import { ELEMENTS_AT_ONCE, HIGHEST_CODE, QUERY_SCALE, ScanMemory } from './scan-kernel.ts';
import {
  checkVector,
  clampDistance,
  type EngineKind,
  type EngineSearch,
  type ExpectedFile,
  type Hit,
  type VectorEngine,
  type VectorWriter,
} from './vector-engine.ts';

/** A vector's greatest element is scaled to between this and twice this, by a power of two, which costs a float16 nothing. */
const GREATEST_ELEMENT = 2 ** 14;
/** Below so many vectors there is nothing to gain from looking at codes first. */
const FEWEST_CODED = 2048;
const CHUNK_BYTES = 8 << 20;
/** Vectors whose codes are looked at in one go, and passed over as one when none is near enough. */
const ROWS_A_BLOCK = 64;

/**
 * Compares the query with every vector, in WebAssembly: always right, nothing native, a millisecond for 50,000 vectors of 1,024. Its
 * file is a `.npy` matrix of float16, one vector a row, each times a power of two; zeros where one was removed.
 */
export const exactKind: EngineKind = {
  name: 'exact',
  fileName: 'vectors.npy',
  create: async (dimensions) => new ExactEngine(dimensions),
  change: openExact,
  open: openExact,
};

async function openExact(path: string, expected: ExpectedFile): Promise<ExactEngine> {
  const engine = new ExactEngine(expected.dimensions);
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    await engine.load(handle, path, expected);
    return engine;
  } catch (error) {
    throw readingError(path, error);
  } finally {
    await handle?.close();
  }
}

/** The beginning of the file of so many rows. */
function npyHeader(rows: number, dimensions: number): Uint8Array {
  return encodeNpy(new Float32Array(0), 'float16', [rows, dimensions]);
}

/**
 * See {@link exactKind}.
 *
 * From the second search on, a first look is at codes of four bits an element, a quarter of the memory to go through; every vector whose
 * code lets it be near enough is then compared in full. How far off a code can be is known but for one chance in a hundred million.
 */
class ExactEngine implements VectorEngine, VectorWriter {
  readonly name = 'exact';
  readonly dimensions: number;
  #count = 0;
  readonly #memory = new ScanMemory();
  /** Bytes of a row in memory and in the file. */
  readonly #rowBytes: number;
  readonly #fileRowBytes: number;
  /** Where in memory the query is, in full and to compare with codes, the lows and steps of the codes' elements, and the rows. */
  readonly #query = 0;
  readonly #coarseQuery: number;
  readonly #lows: number;
  readonly #perStep: number;
  readonly #rows: number;
  /** What each row is to be multiplied by to be of unit length; 0 for a row of zeros. */
  #scales = new Float32Array(0);
  #searched = false;
  /** What a code's step stands for, by element; undefined while there are no codes of the vectors as they are. */
  #steps: Float32Array | undefined;
  /** Labels of vectors of zeros, which codes cannot stand for; whatever was removed is among them. */
  #zeros: number[] = [];

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    const padded = Math.ceil(dimensions / ELEMENTS_AT_ONCE) * ELEMENTS_AT_ONCE;
    this.#rowBytes = 2 * padded;
    this.#fileRowBytes = 2 * dimensions;
    this.#coarseQuery = 4 * padded;
    this.#lows = this.#coarseQuery + padded;
    this.#perStep = this.#lows + 4 * padded;
    this.#rows = this.#perStep + 4 * padded;
    this.#memory.reserve(this.#rows);
  }

  get count(): number {
    return this.#count;
  }

  async put(label: number, vector: Float32Array): Promise<void> {
    checkVector(vector, this.dimensions, 'A vector');
    this.#setRow(label, rowOf(vector));
  }

  async remove(label: number): Promise<void> {
    this.#setRow(label, new Uint8Array(this.#fileRowBytes));
  }

  async holds(label: number, vector: Float32Array): Promise<boolean> {
    checkVector(vector, this.dimensions, 'A vector');
    return Buffer.compare(this.#fileRow(label), rowOf(vector)) === 0;
  }

  vector(label: number): Float32Array {
    const bits = this.#memory.halves(this.#rowAt(label), this.dimensions);
    return unit(Float32Array.from(bits, float16FromBits));
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch {
    checkVector(query, this.dimensions, 'The query');
    const target = unit(query);
    const wanted = Math.min(count, this.#count);
    this.#reserveForSearch();
    this.#memory.floats(this.#query, this.dimensions).set(target.map((value) => value * QUERY_SCALE));
    // a process that asks once is answered sooner without the codes
    const coded = this.#searched && this.#count >= FEWEST_CODED;
    this.#searched = true;
    const hits = coded ? this.#searchCodes(target, wanted, accept) : this.#searchRows(wanted, accept);
    return { hits, way: 'scan' };
  }

  async save(path: string): Promise<void> {
    await writeFile(path, this.#fileContents(), { flag: 'wx' });
  }

  async close(): Promise<void> {}

  /** Fills an engine that is empty from its file. */
  async load(handle: FileHandle, path: string, { check, dimensions, labels }: ExpectedFile): Promise<void> {
    const header = npyHeader(labels, dimensions);
    const { size } = await handle.stat();
    requireSame(path, { ...check, bytes: size }, check);
    if (size !== header.length + labels * this.#fileRowBytes) throw damaged(path, `is not of ${labels} vectors`);
    this.#resize(labels);
    const found = new Uint8Array(header.length);
    await readWhole(handle, found, 0, path);
    let sum = checksum(found);
    const rowsAtOnce = Math.max(1, Math.floor(CHUNK_BYTES / this.#fileRowBytes));
    for (let label = 0; label < labels; label += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, labels - label);
      const chunk = this.#rowsAreFileRows
        ? this.#memory.bytes(this.#rowAt(label), rows * this.#rowBytes)
        : new Uint8Array(rows * this.#fileRowBytes);
      await readWhole(handle, chunk, header.length + label * this.#fileRowBytes, path);
      sum = checksum(chunk, sum.value);
      if (!this.#rowsAreFileRows) {
        for (let i = 0; i < rows; i++) {
          this.#fileRow(label + i).set(chunk.subarray(i * this.#fileRowBytes, (i + 1) * this.#fileRowBytes));
        }
      }
    }
    requireSame(path, { bytes: size, crc32: sum.text }, check);
    if (Buffer.compare(found, header) !== 0) throw damaged(path, 'does not begin as it should');
    for (let label = 0; label < labels; label++) this.#scales[label] = this.#scaleOf(label);
  }

  *#fileContents(): Generator<Uint8Array> {
    yield npyHeader(this.#count, this.dimensions);
    if (this.#rowsAreFileRows) yield this.#memory.bytes(this.#rows, this.#count * this.#rowBytes);
    else for (let label = 0; label < this.#count; label++) yield this.#fileRow(label);
  }

  get #rowsAreFileRows(): boolean {
    return this.#rowBytes === this.#fileRowBytes;
  }

  #rowAt(label: number): number {
    return this.#rows + label * this.#rowBytes;
  }

  /** A row without its padding. */
  #fileRow(label: number): Uint8Array {
    return this.#memory.bytes(this.#rowAt(label), this.#fileRowBytes);
  }

  #setRow(label: number, row: Uint8Array): void {
    if (label >= this.#count) this.#resize(label + 1);
    this.#fileRow(label).set(row);
    this.#scales[label] = this.#scaleOf(label);
    this.#steps = undefined;
  }

  #scaleOf(label: number): number {
    const square = this.#memory.kernel.square(this.#rowAt(label), this.#rowBytes);
    return square === 0 ? 0 : 1 / Math.sqrt(square);
  }

  #resize(count: number): void {
    if (count > this.#scales.length) {
      const scales = new Float32Array(Math.max(count, 2 * this.#scales.length));
      scales.set(this.#scales);
      this.#scales = scales;
    }
    this.#memory.reserve(this.#rowAt(count));
    // what a search left beyond the rows is in the new ones, and in their padding
    this.#memory.bytes(this.#rowAt(this.#count), (count - this.#count) * this.#rowBytes).fill(0);
    this.#steps = undefined;
    this.#count = count;
  }

  /** Beyond the rows: a number for each of them, then their codes. */
  get #found(): number {
    return this.#rowAt(this.#count);
  }

  get #codes(): number {
    return this.#found + Math.ceil((4 * this.#count) / 16) * 16;
  }

  get #codeBytes(): number {
    return this.#rowBytes / 4;
  }

  #reserveForSearch(): void {
    this.#memory.reserve(this.#codes + this.#count * this.#codeBytes);
  }

  /** Compares the query with every vector in full. */
  #searchRows(wanted: number, accept: (label: number) => boolean): Hit[] {
    this.#memory.kernel.dotRows(this.#rows, this.#count, this.#rowBytes, this.#query, this.#found);
    const products = this.#memory.floats(this.#found, this.#count);
    const nearest = new NearestHits(wanted);
    for (let label = 0; label < this.#count; label++) {
      const distance = clampDistance(1 - products[label] * this.#scales[label]);
      offer(nearest, label, distance, accept);
    }
    return nearest.sorted();
  }

  /** Compares the query with every vector's code, then in full with those that may be among the nearest. */
  #searchCodes(target: Float32Array, wanted: number, accept: (label: number) => boolean): Hit[] {
    this.#steps ??= this.#encode();
    const { base, factor, margin } = this.#setCoarseQuery(target, this.#steps);
    const { kernel } = this.#memory;
    const products = this.#memory.integers(this.#found, this.#count);
    const similarity = (product: number) => base + factor * product;
    const greatest = new Int32Array(Math.ceil(this.#count / ROWS_A_BLOCK));
    const likely = new NearestHits(wanted);
    let least = 1 - likely.reach;
    for (let block = 0; block < greatest.length; block++) {
      const from = block * ROWS_A_BLOCK;
      const to = Math.min(from + ROWS_A_BLOCK, this.#count);
      const codes = this.#codes + from * this.#codeBytes;
      const out = this.#found + 4 * from;
      greatest[block] = kernel.dotCodes(codes, to - from, this.#codeBytes, this.#coarseQuery, out);
      if (similarity(greatest[block]) < least) continue;
      for (let label = from; label < to; label++) {
        const near = similarity(products[label]);
        if (near >= least) offer(likely, label, 1 - near, accept);
      }
      least = 1 - likely.reach;
    }

    const nearest = new NearestHits(wanted);
    const compared = new Set<number>();
    const compare = this.#comparison();
    for (const { label } of likely.sorted()) {
      compared.add(label);
      offer(nearest, label, compare(label), () => true);
    }
    // what was found is at most so far away, so that nothing is of use whose code is farther by more than the margin
    const useful = 1 - (nearest.reach + margin);
    for (let block = 0; block < greatest.length; block++) {
      if (similarity(greatest[block]) < useful) continue;
      const from = block * ROWS_A_BLOCK;
      const to = Math.min(from + ROWS_A_BLOCK, this.#count);
      for (let label = from; label < to; label++) {
        if (similarity(products[label]) < useful || compared.has(label) || !accept(label)) continue;
        compared.add(label);
        offer(nearest, label, compare(label), () => true);
      }
    }
    // a code says nothing of zeros
    for (const label of this.#zeros) if (!compared.has(label)) offer(nearest, label, 1, accept);
    return nearest.sorted();
  }

  /** The distance of a row, in full, from the query that is set. Takes the place of the query that is compared with codes. */
  #comparison(): (label: number) => number {
    const out = this.#coarseQuery;
    const product = this.#memory.floats(out, 1);
    return (label) => {
      this.#memory.kernel.dotRows(this.#rowAt(label), 1, this.#rowBytes, this.#query, out);
      return clampDistance(1 - product[0] * this.#scales[label]);
    };
  }

  #setCoarseQuery(target: Float32Array, steps: Float32Array): CoarseQuery {
    const query = coarseQuery(target, this.#memory.floats(this.#lows, this.dimensions), steps);
    this.#memory.bytes(this.#coarseQuery, this.dimensions).set(new Uint8Array(query.codes.buffer));
    return query;
  }

  /** Makes the codes of all rows and returns the size of their steps. Each element has its own, from the least to the greatest there is. */
  #encode(): Float32Array {
    const { kernel } = this.#memory;
    const length = this.#rowBytes / 2;
    const lows = this.#memory.floats(this.#lows, length).fill(Number.POSITIVE_INFINITY);
    const highs = this.#memory.floats(this.#perStep, length).fill(Number.NEGATIVE_INFINITY);
    this.#zeros = [];
    for (let label = 0; label < this.#count; label++) {
      if (this.#scales[label] === 0) {
        this.#zeros.push(label);
        continue;
      }
      kernel.widen(this.#rowAt(label), this.#rowBytes, this.#scales[label], this.#lows, this.#perStep);
    }
    if (lows[0] > highs[0]) [lows, highs].map((ends) => ends.fill(0));
    const steps = highs.map((high, i) => (high - lows[i]) / HIGHEST_CODE);
    this.#memory.floats(this.#perStep, length).set(steps.map((step) => (step === 0 ? 0 : 1 / step)));
    for (let label = 0; label < this.#count; label++) {
      const codes = this.#codes + label * this.#codeBytes;
      kernel.encode(this.#rowAt(label), this.#rowBytes, this.#scales[label], this.#lows, this.#perStep, codes);
    }
    return steps.subarray(0, this.dimensions);
  }
}

/** A vector as the file has it. */
function rowOf(vector: Float32Array): Uint8Array {
  let greatest = 0;
  for (const value of vector) greatest = Math.max(greatest, Math.abs(value));
  const factor = greatest === 0 ? 0 : GREATEST_ELEMENT / 2 ** Math.floor(Math.log2(greatest));
  const row = new Float32Array(vector.length);
  for (let i = 0; i < row.length; i++) row[i] = vector[i] * factor;
  return encodeNpy(row, 'float16').subarray(-2 * row.length);
}

function offer(nearest: NearestHits, label: number, distance: number, accept: (label: number) => boolean): void {
  if (distance > nearest.reach) return;
  const hit = { label, distance };
  if (nearest.wants(hit) && accept(label)) nearest.keep(hit);
}

async function readWhole(handle: FileHandle, into: Uint8Array, position: number, path: string): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw damaged(path, 'ends too soon');
    done += bytesRead;
  }
}

import { type FileHandle, writeFile } from 'node:fs/promises';
import { encodeNpy, float16FromBits, openRegularFile, unit } from '@rbassist/core';
import { checksum, damaged, readingError, requireSame } from '../../files/file-check.ts';
import { checkVector } from '../check-vector.ts';
import { clampDistance, type Hit } from '../hit.ts';
import type { EngineKind, EngineSearch, ExpectedFile, VectorEngine, VectorWriter } from '../vector-engine.ts';
import { NearestHits, offer } from './nearest-hits.ts';
import { QuantizedRows } from './quantized-rows.ts';
import { ELEMENTS_AT_ONCE, QUERY_SCALE, ScanMemory } from './scan-kernel.ts';

/** Lower limit of a row's scaled maximum. Scaling by a power of two loses no float16 precision. */
const GREATEST_ELEMENT = 2 ** 14;
/** With fewer vectors, quantized rows are not faster. */
const FEWEST_QUANTIZED = 2048;
const CHUNK_BYTES = 8 << 20;

/**
 * Compares the query with every vector in WebAssembly, without native code. Finds every neighbour and takes about 1 ms
 * for 50,000 vectors of 1,024. Stores a `.npy` matrix of float16, one row per vector, each scaled by a power of two.
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
    handle = await openRegularFile(path, Number.POSITIVE_INFINITY);
    await engine.load(handle, path, expected);
    return engine;
  } catch (error) {
    throw readingError(path, error);
  } finally {
    await handle?.close();
  }
}

function npyHeader(rows: number, dimensions: number): Uint8Array {
  return encodeNpy(new Float32Array(0), 'float16', [rows, dimensions]);
}

/**
 * Vectors in memory with an exhaustive search; see {@link exactKind}.
 *
 * From the second search on, {@link QuantizedRows} exclude most vectors, and only the rest are compared in full
 * precision. The error bound of a quantized row fails with a probability of about 1e-8.
 */
export class ExactEngine implements VectorEngine, VectorWriter {
  readonly name = 'exact';
  readonly dimensions: number;
  #count = 0;
  readonly #memory = new ScanMemory();
  readonly #rowBytes: number;
  readonly #fileRowBytes: number;
  /** Memory addresses of the query and of the first row. */
  readonly #query = 0;
  readonly #rows: number;
  /** Factor that scales each row to unit length; 0 for a row of zeros. */
  #scales = new Float32Array(0);
  /** True if there was a search since the last change of the rows. */
  #searched = false;
  #quantized: QuantizedRows | undefined;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    const padded = Math.ceil(dimensions / ELEMENTS_AT_ONCE) * ELEMENTS_AT_ONCE;
    this.#rowBytes = 2 * padded;
    this.#fileRowBytes = 2 * dimensions;
    this.#rows = 4 * padded;
    this.#memory.reserve(this.#rows);
  }

  get count(): number {
    return this.#count;
  }

  put(label: number, vector: Float32Array): void {
    checkVector(vector, this.dimensions, 'A vector');
    this.#setRow(label, rowOf(vector));
  }

  remove(label: number): void {
    this.#setRow(label, new Uint8Array(this.#fileRowBytes));
  }

  holds(label: number, vector: Float32Array): boolean {
    checkVector(vector, this.dimensions, 'A vector');
    return Buffer.compare(this.#fileRow(label), rowOf(vector)) === 0;
  }

  vector(label: number): Float32Array {
    const bits = this.#memory.halves(this.#rowAt(label), this.dimensions);
    const vector = new Float32Array(this.dimensions);
    // a question reads hundreds of vectors
    for (let i = 0; i < vector.length; i++) vector[i] = float16FromBits(bits[i]);
    return unit(vector);
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch {
    checkVector(query, this.dimensions, 'The query');
    const target = unit(query);
    const wanted = Math.min(count, this.#count);
    this.#memory.reserve(this.#rowAt(this.#count) + 4 * Math.max(1, this.#count));
    this.#memory.floats(this.#query, this.dimensions).set(target.map((value) => value * QUERY_SCALE));
    // quantizing takes longer than one full-precision search
    const useQuantized = this.#searched && this.#count >= FEWEST_QUANTIZED;
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
    this.#memory.reserve(this.#products + 4 * Math.max(1, this.#count));
    const query = this.#memory.floats(this.#query, this.dimensions);
    const halves = this.#memory.halves(this.#rowAt(label), this.dimensions);
    const factor = this.#scales[label] * QUERY_SCALE;
    for (let i = 0; i < query.length; i++) query[i] = float16FromBits(halves[i]) * factor;
    return this.#comparison();
  }

  async save(path: string, labels: readonly number[]): Promise<void> {
    await writeFile(path, this.#fileContents(labels), { flag: 'wx' });
  }

  async close(): Promise<void> {}

  async load(handle: FileHandle, path: string, { check, dimensions, labels }: ExpectedFile): Promise<void> {
    const header = npyHeader(labels, dimensions);
    const { size } = await handle.stat();
    requireSame(path, { ...check, bytes: size }, check);
    if (size !== header.length + labels * this.#fileRowBytes) throw damaged(path, `does not contain ${labels} vectors`);
    // new memory is already zero
    this.#makeRoom(labels);
    const found = new Uint8Array(header.length);
    await readFully(handle, found, 0, path);
    let sum = checksum(found);
    const rowsAtOnce = Math.max(1, Math.floor(CHUNK_BYTES / this.#fileRowBytes));
    for (let label = 0; label < labels; label += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, labels - label);
      const chunk = this.#rowsAreFileRows
        ? this.#memory.bytes(this.#rowAt(label), rows * this.#rowBytes)
        : new Uint8Array(rows * this.#fileRowBytes);
      await readFully(handle, chunk, header.length + label * this.#fileRowBytes, path);
      sum = checksum(chunk, sum.value);
      if (!this.#rowsAreFileRows) {
        for (let i = 0; i < rows; i++) {
          this.#fileRow(label + i).set(chunk.subarray(i * this.#fileRowBytes, (i + 1) * this.#fileRowBytes));
        }
      }
    }
    requireSame(path, { bytes: size, crc32: sum.text }, check);
    if (Buffer.compare(found, header) !== 0) throw damaged(path, 'has a wrong header');
    for (let label = 0; label < labels; label++) this.#scales[label] = this.#scaleOf(label);
  }

  *#fileContents(labels: readonly number[]): Generator<Uint8Array> {
    yield npyHeader(labels.length, this.dimensions);
    const isAll = labels.length === this.#count;
    if (isAll && this.#rowsAreFileRows) yield this.#memory.bytes(this.#rows, this.#count * this.#rowBytes);
    else for (const label of labels) yield this.#fileRow(label);
  }

  get #rowsAreFileRows(): boolean {
    return this.#rowBytes === this.#fileRowBytes;
  }

  #rowAt(label: number): number {
    return this.#rows + label * this.#rowBytes;
  }

  #fileRow(label: number): Uint8Array {
    return this.#memory.bytes(this.#rowAt(label), this.#fileRowBytes);
  }

  #setRow(label: number, row: Uint8Array): void {
    if (label >= this.#count) this.#resize(label + 1);
    this.#fileRow(label).set(row);
    this.#scales[label] = this.#scaleOf(label);
    this.#markChanged();
  }

  #scaleOf(label: number): number {
    const square = this.#memory.kernel.square(this.#rowAt(label), this.#rowBytes);
    return square === 0 ? 0 : 1 / Math.sqrt(square);
  }

  #resize(count: number): void {
    const before = this.#count;
    this.#makeRoom(count);
    // a search leaves numbers after the rows, where the new rows and their padding are now
    this.#memory.bytes(this.#rowAt(before), (count - before) * this.#rowBytes).fill(0);
  }

  /** Sets the number of rows. Does not clear new rows. */
  #makeRoom(count: number): void {
    if (count > this.#scales.length) {
      const scales = new Float32Array(Math.max(count, 2 * this.#scales.length));
      scales.set(this.#scales);
      this.#scales = scales;
    }
    this.#memory.reserve(this.#rowAt(count));
    this.#count = count;
    this.#markChanged();
  }

  #markChanged(): void {
    this.#quantized = undefined;
    this.#searched = false;
  }

  /** Address after the rows, with one product per row. */
  get #products(): number {
    return this.#rowAt(this.#count);
  }

  #quantizedRows(): QuantizedRows {
    if (this.#quantized) return this.#quantized;
    const at = this.#products + Math.ceil((4 * this.#count) / 16) * 16;
    this.#memory.reserve(at + QuantizedRows.bytes(this.#count, this.#rowBytes));
    const { dimensions } = this;
    const rows = { memory: this.#memory, at: this.#rows, count: this.#count, rowBytes: this.#rowBytes, dimensions };
    this.#quantized = new QuantizedRows({ ...rows, scales: this.#scales }, at);
    return this.#quantized;
  }

  #searchRows(wanted: number, accept: (label: number) => boolean): Hit[] {
    this.#memory.kernel.dotRows(this.#rows, this.#count, this.#rowBytes, this.#query, this.#products);
    const products = this.#memory.floats(this.#products, this.#count);
    const nearest = new NearestHits(wanted);
    for (let label = 0; label < this.#count; label++) {
      const distance = clampDistance(1 - products[label] * this.#scales[label]);
      offer(nearest, label, distance, accept);
    }
    return nearest.sorted();
  }

  /** Returns a function for the full-precision distance of a row to the current query. */
  #comparison(): (label: number) => number {
    const out = this.#products;
    const product = this.#memory.floats(out, 1);
    return (label) => {
      this.#memory.kernel.dotRows(this.#rowAt(label), 1, this.#rowBytes, this.#query, out);
      return clampDistance(1 - product[0] * this.#scales[label]);
    };
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

async function readFully(handle: FileHandle, into: Uint8Array, position: number, path: string): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw damaged(path, 'is incomplete');
    done += bytesRead;
  }
}

import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { encodeNpy, float16FromBits, unit } from '@rbassist/core';
import { checksum, damaged, readingError, requireSame } from './file-check.ts';
import { NearestHits, offer } from './nearest-hits.ts';
import { RowCodes } from './row-codes.ts';
import { ELEMENTS_AT_ONCE, QUERY_SCALE, ScanMemory } from './scan-kernel.ts';
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
 * From the second search on, a first look is at {@link RowCodes}; every vector whose code lets it be near enough is then compared in
 * full. How far off a code can be is known but for one chance in a hundred million.
 */
class ExactEngine implements VectorEngine, VectorWriter {
  readonly name = 'exact';
  readonly dimensions: number;
  #count = 0;
  readonly #memory = new ScanMemory();
  /** Bytes of a row in memory and in the file. */
  readonly #rowBytes: number;
  readonly #fileRowBytes: number;
  /** Where in memory the query and the rows are. */
  readonly #query = 0;
  readonly #rows: number;
  /** What each row is to be multiplied by to be of unit length; 0 for a row of zeros. */
  #scales = new Float32Array(0);
  #searched = false;
  /** Of the rows as they are; undefined before they are needed. */
  #codes: RowCodes | undefined;

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
    this.#memory.reserve(this.#rowAt(this.#count) + 4 * Math.max(1, this.#count));
    this.#memory.floats(this.#query, this.dimensions).set(target.map((value) => value * QUERY_SCALE));
    // a process that asks once is answered sooner without codes
    const coded = this.#searched && this.#count >= FEWEST_CODED;
    this.#searched = true;
    const hits = coded
      ? this.#rowCodes().search(target, wanted, accept, this.#comparison())
      : this.#searchRows(wanted, accept);
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
    // new memory is zeros: writing them would touch all of it once more
    this.#makeRoom(labels);
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
    this.#codes = undefined;
  }

  #scaleOf(label: number): number {
    const square = this.#memory.kernel.square(this.#rowAt(label), this.#rowBytes);
    return square === 0 ? 0 : 1 / Math.sqrt(square);
  }

  #resize(count: number): void {
    const before = this.#count;
    this.#makeRoom(count);
    // what a search left beyond the rows is in the new ones, and in their padding
    this.#memory.bytes(this.#rowAt(before), (count - before) * this.#rowBytes).fill(0);
  }

  /** Makes it of so many rows, of which the new ones are whatever is in memory. */
  #makeRoom(count: number): void {
    if (count > this.#scales.length) {
      const scales = new Float32Array(Math.max(count, 2 * this.#scales.length));
      scales.set(this.#scales);
      this.#scales = scales;
    }
    this.#memory.reserve(this.#rowAt(count));
    this.#codes = undefined;
    this.#count = count;
  }

  /** Beyond the rows: a number for each of them. */
  get #found(): number {
    return this.#rowAt(this.#count);
  }

  #rowCodes(): RowCodes {
    if (this.#codes) return this.#codes;
    const at = this.#found + Math.ceil((4 * this.#count) / 16) * 16;
    this.#memory.reserve(at + RowCodes.bytes(this.#count, this.#rowBytes));
    const { dimensions } = this;
    const rows = { memory: this.#memory, at: this.#rows, count: this.#count, rowBytes: this.#rowBytes, dimensions };
    this.#codes = new RowCodes({ ...rows, scales: this.#scales }, at);
    return this.#codes;
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

  /** The distance of a row, in full, from the query that is set. */
  #comparison(): (label: number) => number {
    const out = this.#found;
    const product = this.#memory.floats(out, 1);
    return (label) => {
      this.#memory.kernel.dotRows(this.#rowAt(label), 1, this.#rowBytes, this.#query, out);
      return clampDistance(1 - product[0] * this.#scales[label]);
    };
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

async function readWhole(handle: FileHandle, into: Uint8Array, position: number, path: string): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw damaged(path, 'ends too soon');
    done += bytesRead;
  }
}

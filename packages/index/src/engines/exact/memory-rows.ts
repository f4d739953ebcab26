import type { FileHandle } from 'node:fs/promises';
import type { ExpectedFile } from '../vector-engine.ts';
import { placeRows, type RowLayout, type RowRun, type Rows, rowLayout, scaleOf } from './rows.ts';
import { ScanMemory } from './scan-kernel.ts';
import { readVectorFile } from './vector-file.ts';

/** Rows that are all in memory, and can change. */
export class MemoryRows implements Rows {
  readonly memory = new ScanMemory();
  readonly layout: RowLayout;
  scales = new Float32Array(0);
  #count = 0;

  constructor(dimensions: number) {
    this.layout = rowLayout(dimensions);
    this.memory.reserve(this.layout.rowsAt);
  }

  get count(): number {
    return this.#count;
  }

  get end(): number {
    return this.at(this.#count);
  }

  at(label: number): number {
    return this.layout.rowsAt + label * this.layout.rowBytes;
  }

  run(label: number): RowRun {
    return { at: this.at(label), count: this.#count - label };
  }

  /** Returns the elements of a row as they are in a file, without padding, in the memory of the rows. */
  fileRow(label: number): Uint8Array {
    return this.memory.bytes(this.at(label), this.layout.fileRowBytes);
  }

  /** Sets an existing row or the next one. */
  set(label: number, row: Uint8Array): void {
    if (label >= this.#count) this.#resize(label + 1);
    this.fileRow(label).set(row);
    this.scales[label] = scaleOf(this.memory, this.layout, this.at(label));
  }

  /** Fills rows that were not used before. Throws as {@link readVectorFile}. */
  async load(handle: FileHandle, path: string, expected: ExpectedFile): Promise<void> {
    // new memory is already zero
    this.#makeRoom(expected.labels);
    const { memory, layout, scales } = this;
    await readVectorFile(handle, path, expected, (rows, label) => placeRows(memory, layout, rows, this.at(label)));
    for (let label = 0; label < this.#count; label++) scales[label] = scaleOf(memory, layout, this.at(label));
  }

  /** Yields the rows of some labels as they are in a file. */
  *contents(labels: readonly number[]): Generator<Uint8Array> {
    const { rowBytes, fileRowBytes } = this.layout;
    const isAll = labels.length === this.#count;
    if (isAll && rowBytes === fileRowBytes) yield this.memory.bytes(this.at(0), this.#count * rowBytes);
    else for (const label of labels) yield this.fileRow(label);
  }

  #resize(count: number): void {
    const before = this.#count;
    this.#makeRoom(count);
    // a search leaves numbers after the rows, where the new rows and their padding are now
    this.memory.bytes(this.at(before), (count - before) * this.layout.rowBytes).fill(0);
  }

  /** Sets the number of rows. Does not clear new rows. */
  #makeRoom(count: number): void {
    if (count > this.scales.length) {
      const scales = new Float32Array(Math.max(count, 2 * this.scales.length));
      scales.set(this.scales);
      this.scales = scales;
    }
    this.memory.reserve(this.at(count));
    this.#count = count;
  }
}

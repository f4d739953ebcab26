import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dataFolderError } from '@rbassist/core';
import { damaged } from '../../files/file-check.ts';
import type { ExpectedFile } from '../vector-engine.ts';
import { placeRows, type RowLayout, type RowRun, type Rows, rowLayout, scaleOf } from './rows.ts';
import { ScanMemory } from './scan-kernel.ts';
import { ROWS_AT_ONCE, readVectorFile, vectorFileHeader } from './vector-file.ts';

/** A shared index has no end of its own: its file closes when it is no longer used. */
const unused = new FinalizationRegistry<FileHandle>((handle) => void handle.close().catch(() => {}));

/**
 * Rows that stay in their file, which the system keeps in its own memory as long as it has room. The file must stay as
 * it is; another process may replace it by a new one.
 */
export class FileRows implements Rows {
  readonly memory = new ScanMemory();
  readonly layout: RowLayout;
  readonly count: number;
  readonly end: number;
  readonly scales: Float32Array;
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #onLost: () => void;
  readonly #firstByte: number;
  readonly #bytes: Uint8Array;
  /** Labels of the rows in memory. */
  #from = 0;
  #to = 0;

  private constructor(handle: FileHandle, path: string, { dimensions, labels }: ExpectedFile, onLost: () => void) {
    this.layout = rowLayout(dimensions);
    this.count = labels;
    this.scales = new Float32Array(labels);
    this.end = this.layout.rowsAt + ROWS_AT_ONCE * this.layout.rowBytes;
    this.memory.reserve(this.end);
    this.#handle = handle;
    this.#path = path;
    this.#onLost = onLost;
    this.#firstByte = vectorFileHeader(labels, dimensions).length;
    this.#bytes = new Uint8Array(ROWS_AT_ONCE * this.layout.fileRowBytes);
  }

  /**
   * Takes over an open file, and checks all of it. Throws as {@link readVectorFile}; the file then stays open.
   *
   * @param onLost Called when a row can't be read later.
   */
  static async open(handle: FileHandle, path: string, expected: ExpectedFile, onLost: () => void): Promise<FileRows> {
    const rows = new FileRows(handle, path, expected, onLost);
    const { memory, layout, scales } = rows;
    await readVectorFile(handle, path, expected, (bytes, label) => {
      placeRows(memory, layout, bytes, layout.rowsAt);
      for (let row = 0; row * layout.fileRowBytes < bytes.length; row++) {
        scales[label + row] = scaleOf(memory, layout, layout.rowsAt + row * layout.rowBytes);
      }
    });
    unused.register(rows, handle);
    return rows;
  }

  at(label: number): number {
    // rows in order are all wanted, others alone
    if (label < this.#from || label >= this.#to) this.#read(label, label === this.#to ? ROWS_AT_ONCE : 1);
    return this.layout.rowsAt + (label - this.#from) * this.layout.rowBytes;
  }

  run(label: number): RowRun {
    if (label < this.#from || label >= this.#to) this.#read(label, ROWS_AT_ONCE);
    return { at: this.at(label), count: this.#to - label };
  }

  #read(label: number, wanted: number): void {
    const { fileRowBytes, rowsAt } = this.layout;
    const count = Math.min(wanted, this.count - label);
    const bytes = this.#bytes.subarray(0, count * fileRowBytes);
    // a failure leaves no row
    this.#to = this.#from;
    this.#readFully(bytes, this.#firstByte + label * fileRowBytes);
    placeRows(this.memory, this.layout, bytes, rowsAt);
    this.#from = label;
    this.#to = label + count;
  }

  #readFully(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      const count = this.#readSome(bytes.subarray(done), position + done);
      if (count === 0) throw this.#lost(damaged(this.#path, 'is incomplete'));
      done += count;
    }
  }

  #readSome(bytes: Uint8Array, position: number): number {
    try {
      return readSync(this.#handle.fd, bytes, { position });
    } catch (error) {
      throw this.#lost(dataFolderError(this.#path, 'read', error));
    }
  }

  #lost(error: Error): Error {
    this.#onLost();
    return error;
  }
}

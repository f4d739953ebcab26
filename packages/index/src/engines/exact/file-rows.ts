import { type BigIntStats, closeSync, fstatSync, readSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dataFolderError, FileFormatError, fastSignature, fileIdentity, openRegularFileSync } from '@rbassist/core';
import { damaged, readingError } from '../../files/file-check.ts';
import type { ExpectedFile } from '../vector-engine.ts';
import { placeRows, type RowLayout, type RowRun, type Rows, rowLayout, scaleOf } from './rows.ts';
import { ScanMemory } from './scan-kernel.ts';
import { ROWS_AT_ONCE, readVectorFile, vectorFileHeader } from './vector-file.ts';

/** Time without a read after which the file is closed, so that its drive can be ejected. */
const REST_MS = 1000;

/**
 * Rows that stay in their file, which the system keeps in its own memory as long as it has room. The file is open while
 * it is in use. Another process may replace it by a new one.
 */
export class FileRows implements Rows {
  readonly memory = new ScanMemory();
  readonly layout: RowLayout;
  readonly count: number;
  readonly end: number;
  readonly scales: Float32Array;
  readonly #path: string;
  readonly #state: string;
  readonly #onLost: () => void;
  readonly #firstByte: number;
  readonly #bytes: Uint8Array;
  #descriptor: number | undefined;
  readonly #rest = setTimeout(() => this.release(), REST_MS).unref();
  /** Labels of the rows in memory. */
  #from = 0;
  #to = 0;

  private constructor(path: string, state: string, { dimensions, labels }: ExpectedFile, onLost: () => void) {
    this.layout = rowLayout(dimensions);
    this.count = labels;
    this.scales = new Float32Array(labels);
    this.end = this.layout.rowsAt + ROWS_AT_ONCE * this.layout.rowBytes;
    this.memory.reserve(this.end);
    this.#path = path;
    this.#state = state;
    this.#onLost = onLost;
    this.#firstByte = vectorFileHeader(labels, dimensions).length;
    this.#bytes = new Uint8Array(ROWS_AT_ONCE * this.layout.fileRowBytes);
  }

  /**
   * Checks all of an open file, which the caller closes. Throws as {@link readVectorFile}.
   *
   * @param onLost Called when a row can't be read later.
   */
  static async open(handle: FileHandle, path: string, expected: ExpectedFile, onLost: () => void): Promise<FileRows> {
    const rows = new FileRows(path, stateOf(await handle.stat({ bigint: true })), expected, onLost);
    const { memory, layout, scales } = rows;
    await readVectorFile(handle, path, expected, (bytes, label) => {
      placeRows(memory, layout, bytes, layout.rowsAt);
      for (let row = 0; row * layout.fileRowBytes < bytes.length; row++) {
        scales[label + row] = scaleOf(memory, layout, layout.rowsAt + row * layout.rowBytes);
      }
    });
    // the first search comes soon
    rows.#open();
    return rows;
  }

  /** Closes the file until the next read. */
  release(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Returns false if another file has taken the place of this one, or none is there. */
  isCurrent(): boolean {
    try {
      return stateOf(statSync(this.#path, { bigint: true })) === this.#state;
    } catch {
      return false;
    }
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
    try {
      const descriptor = this.#open();
      for (let done = 0; done < bytes.length; ) {
        const count = this.#readSome(descriptor, bytes.subarray(done), position + done);
        if (count === 0) throw damaged(this.#path, 'is incomplete');
        done += count;
      }
    } catch (error) {
      this.#onLost();
      throw error;
    }
  }

  #readSome(descriptor: number, bytes: Uint8Array, position: number): number {
    try {
      return readSync(descriptor, bytes, { position });
    } catch (error) {
      throw dataFolderError(this.#path, 'read', error);
    }
  }

  #open(): number {
    this.#rest.refresh();
    if (this.#descriptor !== undefined) return this.#descriptor;
    const descriptor = openFile(this.#path);
    if (stateOf(fstatSync(descriptor, { bigint: true })) !== this.#state) {
      closeSync(descriptor);
      const message = `${this.#path} was replaced while it was in use.`;
      throw new FileFormatError(this.#path, message, { remedies: [{ action: 'retry' }] });
    }
    this.#descriptor = descriptor;
    return descriptor;
  }
}

function openFile(path: string): number {
  try {
    return openRegularFileSync(path, Number.POSITIVE_INFINITY);
  } catch (error) {
    throw readingError(path, error);
  }
}

function stateOf(stats: BigIntStats): string {
  return `${fileIdentity(stats)} ${fastSignature(stats)}`;
}

import { ELEMENTS_AT_ONCE, type ScanMemory } from './scan-kernel.ts';

/** Rows next to each other in memory. */
export interface RowRun {
  /** Address of the first one. */
  at: number;
  count: number;
}

/** Rows of float16 elements for the kernel. All of them are in memory, or only those that were asked for last. */
export interface Rows {
  /** Has the query before the rows, and room for a search after them. */
  readonly memory: ScanMemory;
  readonly layout: RowLayout;
  readonly count: number;
  /** Address after the rows. */
  readonly end: number;
  /** Factor that scales each row to unit length; 0 for a row of zeros. */
  readonly scales: Float32Array;
  /** Returns the address of a row, valid until the next call. Throws {@link DataFolderError} if it can't be read. */
  at(label: number): number;
  /** Returns a row and those after it that are in memory with it, valid until the next call. Throws as {@link at}. */
  run(label: number): RowRun;
}

/** Sizes of rows and their places in memory, in bytes. */
export interface RowLayout {
  /** Elements of a row. */
  dimensions: number;
  /** A row in memory, padded for the kernel's loops. */
  rowBytes: number;
  /** A row in a file. */
  fileRowBytes: number;
  /** Address of the query, single-precision and padded too. */
  queryAt: number;
  /** Address of the first row. */
  rowsAt: number;
}

export function rowLayout(dimensions: number): RowLayout {
  const padded = Math.ceil(dimensions / ELEMENTS_AT_ONCE) * ELEMENTS_AT_ONCE;
  return { dimensions, rowBytes: 2 * padded, fileRowBytes: 2 * dimensions, queryAt: 0, rowsAt: 4 * padded };
}

/** Yields all rows, in runs. */
export function* rowRuns(rows: Rows): Generator<RowRun & { label: number }> {
  for (let label = 0; label < rows.count; ) {
    const { at, count } = rows.run(label);
    yield { label, at, count };
    label += count;
  }
}

/** Copies rows of a file to an address, each followed by its padding, which is already zero. */
export function placeRows(
  memory: ScanMemory,
  { rowBytes, fileRowBytes }: RowLayout,
  bytes: Uint8Array,
  at: number,
): void {
  if (rowBytes === fileRowBytes) memory.bytes(at, bytes.length).set(bytes);
  else {
    for (let row = 0; row * fileRowBytes < bytes.length; row++) {
      const from = row * fileRowBytes;
      memory.bytes(at + row * rowBytes, fileRowBytes).set(bytes.subarray(from, from + fileRowBytes));
    }
  }
}

export function scaleOf(memory: ScanMemory, { rowBytes }: RowLayout, at: number): number {
  const square = memory.kernel.square(at, rowBytes);
  return square === 0 ? 0 : 1 / Math.sqrt(square);
}

import type { ShortTexts } from './short-texts.ts';
import type { StoredRecord } from './snapshot.ts';

/** Columns: position, length, CRC-32, number of the list of long members, bytes of path, bytes and CRC-32 of text. */
export const COLUMNS = 7;

/** Records of a cache. */
export interface OffsetTable {
  /** {@link COLUMNS} for each record. */
  numbers: Float64Array;
  /** Position of each record's text. */
  texts: Float64Array;
  longs: readonly (readonly string[])[];
  shortTexts: ShortTexts;
}

/** A record whose numbers are in a table and whose short members are on disk, which saves most of the memory. */
export class LazyRecord implements StoredRecord {
  readonly at: number;
  readonly #table: OffsetTable;
  readonly #row: number;

  constructor(table: OffsetTable, row: number, at = table.numbers[row * COLUMNS]) {
    this.at = at;
    this.#table = table;
    this.#row = row;
  }

  get length(): number {
    return this.#table.numbers[this.#row * COLUMNS + 1];
  }

  get crc(): number {
    return this.#table.numbers[this.#row * COLUMNS + 2];
  }

  get long(): readonly string[] {
    return this.#table.longs[this.#table.numbers[this.#row * COLUMNS + 3]];
  }

  get short(): string | undefined {
    const { numbers, texts, shortTexts } = this.#table;
    const length = numbers[this.#row * COLUMNS + 5];
    return shortTexts.read({ at: texts[this.#row], length }, numbers[this.#row * COLUMNS + 6]);
  }

  movedTo(at: number): LazyRecord {
    return new LazyRecord(this.#table, this.#row, at);
  }
}

export function moveRecord(stored: StoredRecord, at: number): StoredRecord {
  return stored instanceof LazyRecord ? stored.movedTo(at) : { ...stored, at };
}

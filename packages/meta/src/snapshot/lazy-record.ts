import type { ByteRange } from '../files/byte-range.ts';
import type { StoredRecord } from './snapshot.ts';

/** Decodes short members only when they are read, because the text of all records would double the memory. */
export class LazyRecord implements StoredRecord {
  readonly at: number;
  readonly length: number;
  readonly crc: number;
  readonly long: readonly string[];
  readonly #cache: Buffer;
  readonly #shortRange: ByteRange;

  constructor({ at, length, crc, long }: Omit<StoredRecord, 'short'>, cache: Buffer, shortRange: ByteRange) {
    this.at = at;
    this.length = length;
    this.crc = crc;
    this.long = long;
    this.#cache = cache;
    this.#shortRange = shortRange;
  }

  get short(): string {
    const { at, length } = this.#shortRange;
    return this.#cache.toString('utf8', at, at + length);
  }

  movedTo(at: number): LazyRecord {
    const { length, crc, long } = this;
    return new LazyRecord({ at, length, crc, long }, this.#cache, this.#shortRange);
  }
}

export function moveRecord(stored: StoredRecord, at: number): StoredRecord {
  return stored instanceof LazyRecord ? stored.movedTo(at) : { ...stored, at };
}

import type { Place } from './file-window.ts';
import type { StoredRecord } from './scan-whole.ts';

/** A record of which the short members are bytes until someone asks for them: text of all would be most of what a process that asks for few holds. */
export class RememberedRecord implements StoredRecord {
  readonly at: number;
  readonly length: number;
  readonly crc: number;
  readonly long: readonly string[];
  readonly #bytes: Buffer;
  readonly #shortPlace: Place;

  /** @param shortPlace Where in `bytes` the short members are. */
  constructor({ at, length, crc, long }: Omit<StoredRecord, 'short'>, bytes: Buffer, shortPlace: Place) {
    this.at = at;
    this.length = length;
    this.crc = crc;
    this.long = long;
    this.#bytes = bytes;
    this.#shortPlace = shortPlace;
  }

  get short(): string {
    const { at, length } = this.#shortPlace;
    return this.#bytes.toString('utf8', at, at + length);
  }

  /** The same record in another file. */
  movedTo(at: number): RememberedRecord {
    const { length, crc, long } = this;
    return new RememberedRecord({ at, length, crc, long }, this.#bytes, this.#shortPlace);
  }
}

/** A record as it lies at another place, in the same words. */
export function recordAt(stored: StoredRecord, at: number): StoredRecord {
  return stored instanceof RememberedRecord ? stored.movedTo(at) : { ...stored, at };
}

import type { FileFormatError } from '@rbassist/core';
import type { Fail } from './checkpoint-error.ts';

const NEWLINE = 0x0a;

/** Reads the bytes of a pickle in order. Every method throws {@link FileFormatError} beyond the last byte. */
export class PickleReader {
  readonly fail: Fail;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #position = 0;

  constructor(bytes: Uint8Array, fail: Fail) {
    this.fail = fail;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  invalid(problem: string): FileFormatError {
    return this.fail(`its pickle is invalid at byte ${this.#position} (${problem})`);
  }

  uint8(): number {
    return this.#bytes[this.#take(1)];
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** Reads a float64, the only big-endian number of a pickle. */
  float64(): number {
    return this.#view.getFloat64(this.#take(8));
  }

  /** Reads an integer of `length` bytes in two's complement. */
  integer(length: number): number {
    const start = this.#take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[start + i]);
    const number = Number(BigInt.asIntN(8 * length, value));
    if (!Number.isSafeInteger(number)) throw this.invalid('a number is too large');
    return number;
  }

  text(length: number): string {
    const start = this.#take(length);
    try {
      return this.#decoder.decode(this.#bytes.subarray(start, start + length));
    } catch (error) {
      throw this.fail('its pickle has a text that is not UTF-8', undefined, error);
    }
  }

  /** Reads text up to the next newline, and skips the newline. */
  line(): string {
    const end = this.#bytes.indexOf(NEWLINE, this.#position);
    if (end < 0) throw this.invalid('a line has no end');
    const content = this.text(end - this.#position);
    this.#position = end + 1;
    return content;
  }

  /** Skips `length` bytes and returns the position of the first. */
  #take(length: number): number {
    const start = this.#position;
    if (length > this.#bytes.length - start) throw this.invalid('it ends too early');
    this.#position += length;
    return start;
  }
}

import { crc32 } from 'node:zlib';
import { type ByteRange, readRange } from '../files/byte-range.ts';
import { type FileState, stateOf, withFile } from '../files/file-state.ts';

/** Bytes to read at once if ranges follow each other. */
const READ_AHEAD = 1 << 20;

/** Texts of the short members of all records, in the file of the offset cache. */
export class ShortTexts {
  readonly #path: string;
  readonly #state: FileState;
  readonly #start: number;
  #block: Buffer = Buffer.alloc(0);
  #blockAt = 0;
  #lastEnd = 0;

  /** @param start Position of the first text in the file. */
  constructor(path: string, state: FileState, start: number) {
    this.#path = path;
    this.#state = state;
    this.#start = start;
  }

  /** Returns a text; undefined if the file was replaced, is damaged or can't be read. */
  read({ at, length }: ByteRange, crc: number): string | undefined {
    if (length === 0) return '';
    const from = at - this.#blockAt;
    const isRead = from >= 0 && from + length <= this.#block.length;
    const bytes = isRead ? this.#block.subarray(from, from + length) : this.#readBlock({ at, length });
    this.#lastEnd = at + length;
    return bytes?.length === length && crc32(bytes) === crc ? bytes.toString('utf8') : undefined;
  }

  #readBlock({ at, length }: ByteRange): Buffer | undefined {
    // one record alone needs no more than its own text
    const wanted = at === this.#lastEnd ? Math.max(length, READ_AHEAD) : length;
    try {
      const block = withFile(this.#path, (descriptor) =>
        stateOf(descriptor) === this.#state
          ? readRange(descriptor, { at: this.#start + at, length: wanted })
          : undefined,
      );
      if (block === undefined) return undefined;
      this.#block = block;
      this.#blockAt = at;
      return block.subarray(0, length);
    } catch {
      return undefined;
    }
  }
}

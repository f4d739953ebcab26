import { crc32 } from 'node:zlib';
import { readInto } from './byte-range.ts';

const CHUNK_BYTES = 1 << 22;

/** A window that moves over a file from start to end, to scan a file of any size. */
export class FileWindow {
  /** The bytes in the window. {@link FileWindow.more} replaces them. */
  bytes: Buffer = Buffer.alloc(0);
  /** Position of `bytes` in the file. */
  at = 0;
  crc = 0;
  readonly #descriptor: number;
  readonly #chunk: number;
  #room = Buffer.alloc(0);

  constructor(descriptor: number, chunk: number = CHUNK_BYTES) {
    this.#descriptor = descriptor;
    this.#chunk = chunk;
  }

  get end(): number {
    return this.at + this.bytes.length;
  }

  /** Drops the first `from` bytes of the window and reads more at its end. Returns false at the end of the file. */
  more(from: number): boolean {
    const kept = this.bytes.subarray(from);
    this.at += from;
    // doubling keeps the scan of a large value linear
    const wanted = kept.length + Math.max(this.#chunk, kept.length);
    const room = this.#room.length >= wanted ? this.#room : Buffer.allocUnsafeSlow(wanted);
    kept.copy(room);
    this.#room = room;
    const count = readInto(this.#descriptor, room.subarray(kept.length, wanted), this.at + kept.length);
    this.bytes = room.subarray(0, kept.length + count);
    this.crc = crc32(this.bytes.subarray(kept.length), this.crc);
    return count > 0;
  }
}

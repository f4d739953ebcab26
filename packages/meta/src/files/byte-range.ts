import { readSync } from 'node:fs';

/** A range of a file, in bytes. */
export interface ByteRange {
  at: number;
  length: number;
}

const CHUNK_BYTES = 1 << 22;

/**
 * Reads a range of an open file, into `room` where it is large enough. The result is shorter than asked for where the
 * file ends.
 */
export function readRange(descriptor: number, { at, length }: ByteRange, room?: Buffer): Buffer {
  const bytes = room && room.length >= length ? room : Buffer.allocUnsafeSlow(length);
  return bytes.subarray(0, readInto(descriptor, bytes.subarray(0, length), at));
}

/**
 * Fills `bytes` from the file's byte `at` on. Returns the number of bytes read, which is smaller where the file ends.
 */
export function readInto(descriptor: number, bytes: Buffer, at: number): number {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(descriptor, bytes, filled, Math.min(bytes.length - filled, CHUNK_BYTES), at + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

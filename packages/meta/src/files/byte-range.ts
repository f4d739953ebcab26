import { readSync } from 'node:fs';

export interface ByteRange {
  at: number;
  length: number;
}

const CHUNK_BYTES = 1 << 22;

/** Reads a range of an open file, into `room` if it is large enough. The result is shorter if the file ends first. */
export function readRange(descriptor: number, { at, length }: ByteRange, room?: Buffer): Buffer {
  const bytes = room && room.length >= length ? room : Buffer.allocUnsafeSlow(length);
  return bytes.subarray(0, readInto(descriptor, bytes.subarray(0, length), at));
}

/** Returns the number of bytes read; fewer than the length of `bytes` if the file ends first. */
export function readInto(descriptor: number, bytes: Buffer, at: number): number {
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(descriptor, bytes, filled, Math.min(bytes.length - filled, CHUNK_BYTES), at + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { systemErrorCode } from '@rbassist/core';

/** Which state of which file was looked at: another file in its place, or other contents, is another state. */
export type FileState = string;

/** A stretch of a file, in bytes. */
export interface Place {
  at: number;
  length: number;
}

const CHUNK_BYTES = 1 << 22;

/** The state of an open file. */
export function stateOf(descriptor: number): FileState {
  const { ino, size, mtimeNs } = fstatSync(descriptor, { bigint: true });
  return `${ino}_${size}_${mtimeNs}`;
}

/** Lends a file to `read`, opened for reading; undefined when there is none. Throws the system's error. */
export function withFile<T>(path: string, read: (descriptor: number) => T): T | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return read(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a stretch of an open file, into `room` where it is large enough; shorter than asked for where the file ends. */
export function readPlace(descriptor: number, { at, length }: Place, room?: Buffer): Buffer {
  const bytes = room && room.length >= length ? room : Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, Math.min(length - filled, CHUNK_BYTES), at + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/** A file seen through a window that moves from its start to its end, so that files of any size can be walked. */
export class FileWindow {
  /** What is seen now. Replaced by {@link FileWindow.more}. */
  bytes: Buffer = Buffer.alloc(0);
  /** Where in the file `bytes` begins. */
  at = 0;
  /** CRC-32 of everything seen so far. */
  crc = 0;
  readonly #descriptor: number;
  readonly #chunk: number;
  #room = Buffer.alloc(0);

  constructor(descriptor: number, chunk: number = CHUNK_BYTES) {
    this.#descriptor = descriptor;
    this.#chunk = chunk;
  }

  /** Where in the file `bytes` ends. */
  get end(): number {
    return this.at + this.bytes.length;
  }

  /** Moves the window so that it begins at `from` of its bytes and shows more after them. False at the end of the file. */
  more(from: number): boolean {
    const kept = this.bytes.subarray(from);
    this.at += from;
    // what is kept of one large value is doubled, so that it is not read through again for every chunk
    const wanted = kept.length + Math.max(this.#chunk, kept.length);
    const room = this.#room.length >= wanted ? this.#room : Buffer.allocUnsafeSlow(wanted);
    kept.copy(room);
    this.#room = room;
    let filled = kept.length;
    while (filled < wanted) {
      const count = readSync(this.#descriptor, room, filled, Math.min(wanted - filled, CHUNK_BYTES), this.at + filled);
      if (count === 0) break;
      filled += count;
    }
    this.crc = crc32(room.subarray(kept.length, filled), this.crc);
    this.bytes = room.subarray(0, filled);
    return filled > kept.length;
  }
}

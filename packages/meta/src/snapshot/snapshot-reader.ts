import { closeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { openRegularFileSync, systemErrorCode } from '@rbassist/core';
import { type ByteRange, readRange } from '../files/byte-range.ts';
import { LARGEST_BYTES, stateOf } from '../files/file-state.ts';
import { ReplacedError, type Snapshot, type StoredRecord } from './snapshot.ts';

export class SnapshotReader {
  readonly #descriptor: number;
  readonly #ahead: number;
  #room: Buffer = Buffer.alloc(0);
  #block: Buffer = Buffer.alloc(0);
  #blockAt = 0;

  /** Throws {@link ReplacedError} if the file was replaced. A pass over the whole file reads `ahead` bytes at once. */
  constructor(snapshot: Snapshot, ahead = 0) {
    this.#ahead = ahead;
    try {
      this.#descriptor = openRegularFileSync(snapshot.path, LARGEST_BYTES);
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw error;
      throw new ReplacedError('it no longer exists');
    }
    if (stateOf(this.#descriptor) === snapshot.state) return;
    this.close();
    throw new ReplacedError('another program replaced it');
  }

  /** Returns the bytes of a range. They are valid until the next call. */
  bytes({ at, length }: ByteRange): Buffer {
    const start = at - this.#blockAt;
    if (start >= 0 && start + length <= this.#block.length) return this.#block.subarray(start, start + length);
    this.#blockAt = at;
    const wanted = Math.max(length, this.#ahead);
    if (this.#room.length < wanted) this.#room = Buffer.allocUnsafeSlow(wanted);
    this.#block = readRange(this.#descriptor, { at, length: wanted }, this.#room);
    return this.#block.subarray(0, length);
  }

  /** Returns the text of a record, valid until the next call. Throws {@link ReplacedError} if it has changed. */
  record(stored: StoredRecord): Buffer {
    const bytes = this.bytes(stored);
    if (bytes.length === stored.length && crc32(bytes) === stored.crc) return bytes;
    throw new ReplacedError('a record has changed since the file was opened');
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

import { closeSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { systemErrorCode } from '@rbassist/core';
import { type FileState, type Place, readPlace, stateOf, withFile } from './file-window.ts';
import { recall } from './places-file.ts';
import { type ScannedDocument, type StoredRecord, scanWhole, TRACKS } from './scan-whole.ts';

/** Which contents a file has, wherever it was copied to: their length and CRC-32. */
export type ContentId = string;

/** A meta.json: where everything in it lies, and of which state of the file that is true. */
export interface WholeFile extends ScannedDocument {
  path: string;
  /** Undefined when there is no file. */
  state: FileState | undefined;
  content: ContentId;
  /** Whether a walk through the file was spared, since what it finds was written down. */
  remembered?: boolean;
}

/** The file is not the one any more that was looked at. */
export class ReplacedError extends Error {}

/** Names contents by their length and CRC-32. */
export function contentId(bytes: number, crc: number): ContentId {
  return `${bytes}-${crc.toString(16).padStart(8, '0')}`;
}

/** What is known without a meta.json. */
function noFile(path: string): WholeFile {
  const members = new Map<string, Place>([[TRACKS, { at: 0, length: 0 }]]);
  return { path, state: undefined, content: 'none', members, records: new Map() };
}

/**
 * Finds out what a meta.json holds, and where; none at all holds nothing. Where that was written down and the file has not changed, it is not walked
 * through.
 *
 * @param mistrust Walk through it all the same: what was written down has turned out to be wrong.
 * @throws the system's error when it can't be read, {@link ReplacedError} when it was written to while it was read.
 */
export function readWhole(path: string, mistrust = false): WholeFile {
  const whole = withFile(path, (descriptor): WholeFile => {
    const state = stateOf(descriptor);
    const remembered = mistrust ? undefined : recall(path, state);
    if (remembered) return { path, state, remembered: true, ...remembered };
    const { bytes, crc, ...scanned } = scanWhole(descriptor);
    if (stateOf(descriptor) !== state) throw new ReplacedError(`${path} was written to while it was read.`);
    return { path, state, content: contentId(bytes, crc), ...scanned };
  });
  return whole ?? noFile(path);
}

/** Which state of the file is there now; undefined when there is none. Throws the system's error. */
export function currentState(path: string): FileState | undefined {
  return withFile(path, stateOf);
}

/** Reads stretches of the file that `whole` tells of. */
export class WholeReader {
  readonly #descriptor: number;
  readonly #ahead: number;
  #room: Buffer = Buffer.alloc(0);
  #block: Buffer = Buffer.alloc(0);
  #blockAt = 0;

  /**
   * @param ahead Bytes that are read at a time, for who goes from the start of the file to its end.
   * @throws {ReplacedError} when another file is in its place, or none; the system's error when it can't be read.
   */
  constructor(whole: WholeFile, ahead = 0) {
    this.#ahead = ahead;
    try {
      this.#descriptor = openSync(whole.path, 'r');
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') throw error;
      throw new ReplacedError(`${whole.path} is gone.`);
    }
    if (stateOf(this.#descriptor) === whole.state) return;
    this.close();
    throw new ReplacedError(`${whole.path} was replaced.`);
  }

  /** The bytes of a place. They are only good until the next call. */
  bytes({ at, length }: Place): Buffer {
    const start = at - this.#blockAt;
    if (start >= 0 && start + length <= this.#block.length) return this.#block.subarray(start, start + length);
    this.#blockAt = at;
    const wanted = Math.max(length, this.#ahead);
    if (this.#room.length < wanted) this.#room = Buffer.allocUnsafeSlow(wanted);
    this.#block = readPlace(this.#descriptor, { at, length: wanted }, this.#room);
    return this.#block.subarray(0, length);
  }

  /** The text of a record, good until the next call. Throws {@link ReplacedError} when it is not what it was. */
  record(stored: StoredRecord): Buffer {
    const bytes = this.bytes(stored);
    if (bytes.length === stored.length && crc32(bytes) === stored.crc) return bytes;
    throw new ReplacedError('A record is not what it was when the file was opened.');
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

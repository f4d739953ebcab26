import { crc32 } from 'node:zlib';
import type { FileState } from './file-window.ts';
import { jsonText, RecordSorter } from './record-text.ts';
import { recordAt } from './remembered-record.ts';
import { type StoredRecord, TRACKS } from './scan-whole.ts';
import { type ContentId, contentId, type WholeFile, type WholeReader } from './whole-file.ts';

/** A record to write: one that stays as it is in the file, or the text of another. */
export type RecordSource = { stored: StoredRecord } | { text: Buffer };

const CHUNK_BYTES = 1 << 20;

/**
 * Writes a meta.json, indented by two as the Python rbassist does, and knows afterwards where everything in it lies. What does not change is
 * copied letter by letter, so that memory does not grow with the library.
 */
export class WholeWriter {
  readonly #before: WholeFile;
  readonly #reader: WholeReader | undefined;
  readonly #members: WholeFile['members'] = new Map();
  readonly #records: WholeFile['records'] = new Map();
  readonly #sorter = new RecordSorter();
  #bytes = 0;
  #crc = 0;

  /** @param reader Of `before`; absent when there is no file. */
  constructor(before: WholeFile, reader: WholeReader | undefined) {
    this.#before = before;
    this.#reader = reader;
  }

  /** Of what was written. */
  get content(): ContentId {
    return contentId(this.#bytes, this.#crc);
  }

  /** What was written, once it is in its place. */
  result(state: FileState | undefined): WholeFile {
    const { path } = this.#before;
    return { path, state, content: this.content, members: this.#members, records: this.#records };
  }

  /** The file in pieces of about a megabyte. Throws {@link ReplacedError} when what it copies from is not what it was. */
  *chunks(records: Iterable<readonly [path: string, source: RecordSource]>): Generator<Buffer> {
    let room = Buffer.allocUnsafe(CHUNK_BYTES);
    let filled = 0;
    for (const part of this.#parts(records)) {
      for (let done = 0; done < part.length; ) {
        const count = part.copy(room, filled, done);
        done += count;
        filled += count;
        if (filled < CHUNK_BYTES) continue;
        yield this.#sum(room);
        // the one before may still be being written
        room = Buffer.allocUnsafe(CHUNK_BYTES);
        filled = 0;
      }
      this.#bytes += part.length;
    }
    if (filled > 0) yield this.#sum(room.subarray(0, filled));
  }

  #sum(bytes: Buffer): Buffer {
    this.#crc = crc32(bytes, this.#crc);
    return bytes;
  }

  *#parts(records: Iterable<readonly [string, RecordSource]>): Generator<Buffer> {
    let before = '{';
    for (const [key, place] of this.#before.members) {
      yield Buffer.from(`${before}\n  ${jsonText(key)}: `);
      before = ',';
      if (key === TRACKS) {
        this.#members.set(key, { at: 0, length: 0 });
        yield* this.#recordParts(records);
      } else {
        const value = this.#reader?.bytes(place) ?? Buffer.from('null');
        this.#members.set(key, { at: this.#bytes, length: value.length });
        yield value;
      }
    }
    yield Buffer.from('\n}');
  }

  *#recordParts(records: Iterable<readonly [string, RecordSource]>): Generator<Buffer> {
    let before = '{';
    for (const [path, source] of records) {
      yield Buffer.from(`${before}\n    ${jsonText(path)}: `);
      before = ',';
      if ('stored' in source) {
        const text = this.#reader?.record(source.stored) ?? Buffer.from('{}');
        this.#records.set(path, recordAt(source.stored, this.#bytes));
        yield text;
      } else {
        const { text } = source;
        const { short, long } = this.#sorter.sort(text, 0);
        this.#records.set(path, { at: this.#bytes, length: text.length, crc: crc32(text), short, long });
        yield text;
      }
    }
    yield Buffer.from(before === '{' ? '{}' : '\n  }');
  }
}

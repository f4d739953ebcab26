import { crc32 } from 'node:zlib';
import type { FileState } from '../files/file-state.ts';
import { indentedJson } from '../json/json-text.ts';
import { RecordSplitter } from '../json/record-members.ts';
import { moveRecord } from './lazy-record.ts';
import { type ContentId, contentId, type Snapshot, type StoredRecord, TRACKS } from './snapshot.ts';
import type { SnapshotReader } from './snapshot-reader.ts';

export type RecordSource = { stored: StoredRecord } | { text: Buffer };

const CHUNK_BYTES = 1 << 20;

/** Writes a meta.json, indented like Python's. Copies unchanged text, so that memory does not grow with the library. */
export class SnapshotWriter {
  readonly #before: Snapshot;
  readonly #reader: SnapshotReader | undefined;
  readonly #members: Snapshot['members'] = new Map();
  readonly #records: Snapshot['records'] = new Map();
  readonly #splitter = new RecordSplitter();
  #bytes = 0;
  #crc = 0;

  constructor(before: Snapshot, reader: SnapshotReader | undefined) {
    this.#before = before;
    this.#reader = reader;
  }

  get content(): ContentId {
    return contentId(this.#bytes, this.#crc);
  }

  snapshot(state: FileState | undefined): Snapshot {
    const { path } = this.#before;
    return { path, state, content: this.content, members: this.#members, records: this.#records };
  }

  /** Yields the file in chunks of 1 MiB. Throws {@link ReplacedError} if the file to copy from has changed. */
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
        // the last chunk may still be in use by the writer
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
    for (const [key, range] of this.#before.members) {
      yield Buffer.from(`${before}\n  ${indentedJson(key)}: `);
      before = ',';
      if (key === TRACKS) {
        this.#members.set(key, { at: 0, length: 0 });
        yield* this.#recordParts(records);
      } else {
        const value = this.#reader?.bytes(range) ?? Buffer.from('null');
        this.#members.set(key, { at: this.#bytes, length: value.length });
        yield value;
      }
    }
    yield Buffer.from('\n}');
  }

  *#recordParts(records: Iterable<readonly [string, RecordSource]>): Generator<Buffer> {
    let before = '{';
    for (const [path, source] of records) {
      yield Buffer.from(`${before}\n    ${indentedJson(path)}: `);
      before = ',';
      if ('stored' in source) {
        const text = this.#reader?.record(source.stored) ?? Buffer.from('{}');
        this.#records.set(path, moveRecord(source.stored, this.#bytes));
        yield text;
      } else {
        const { text } = source;
        const { short, long } = this.#splitter.split(text, 0);
        this.#records.set(path, { at: this.#bytes, length: text.length, crc: crc32(text), short, long });
        yield text;
      }
    }
    yield Buffer.from(before === '{' ? '{}' : '\n  }');
  }
}

import { crc32 } from 'node:zlib';
import { FileWindow } from '../files/file-window.ts';
import { JsonError, readKey, requireUtf8, skipSpace, skipValue, unexpected } from '../json/json-scan.ts';
import { type RecordMembers, RecordSplitter } from '../json/record-members.ts';
import { findNextRecord, isIndented, RECORD_START } from './next-record.ts';
import { type SnapshotContents, TRACKS } from './snapshot.ts';

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** Maximum bytes of a record. A longer one has lost its end and continues into the records after it. */
const LONGEST_RECORD = 1 << 27;

const NO_MEMBERS: readonly string[] = [];

type Expect =
  | 'document'
  | 'member or }'
  | 'member'
  | ', or } of members'
  | 'track or }'
  | 'track'
  | ', or } of tracks'
  | 'end';

/**
 * Finds the byte ranges of a meta.json and checks its syntax, without building records or loading the whole file. After
 * damage, it continues at the next intact record, so that one bad byte loses only one track.
 */
export function scanSnapshot(descriptor: number, chunk?: number): SnapshotContents & { bytes: number; crc: number } {
  let window = new FileWindow(descriptor, chunk);
  let found = new SnapshotScanner(window, false).scan();
  if (found.damage) {
    // an extra brace joins all following records into one; checking for that is slow, so only damaged files need it
    window = new FileWindow(descriptor, chunk);
    found = new SnapshotScanner(window, true).scan();
  }
  return { ...found, bytes: window.end, crc: window.crc };
}

class SnapshotScanner {
  readonly #window: FileWindow;
  readonly #isDamaged: boolean;
  readonly #found: SnapshotContents = { members: new Map(), records: new Map() };
  readonly #splitter = new RecordSplitter();
  #expect: Expect = 'document';
  #i = 0;
  /** Position in the file where the current damage began; -1 outside of damage. */
  #lostFrom = -1;
  /** True if records are indented as Python and rbassist do it; undefined before the first record. */
  #isIndented: boolean | undefined;

  constructor(window: FileWindow, isDamaged: boolean) {
    this.#window = window;
    this.#isDamaged = isDamaged;
  }

  scan(): SnapshotContents {
    for (;;) {
      const began = this.#window.at + this.#i;
      try {
        if (this.#expect === 'end') {
          if (this.#peek() !== undefined) throw new JsonError('there is more text after the end', this.#i);
          break;
        }
        this.#step();
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        this.#beginDamage(error, began);
        if (!this.#skipToRecord(began + 1)) break;
      }
    }
    this.#endDamage(this.#window.end);
    if (!this.#found.members.has(TRACKS)) this.#found.members.set(TRACKS, { at: 0, length: 0 });
    return this.#found;
  }

  #step(): void {
    const first = this.#peek();
    const expect = this.#expect;
    if (expect === 'document') this.#takeDocumentStart();
    else if (expect === ', or } of members' || (expect === 'member or }' && first === CLOSE_BRACE)) {
      this.#takeCommaOrEnd('member', 'end');
    } else if (expect === ', or } of tracks' || (expect === 'track or }' && first === CLOSE_BRACE)) {
      this.#takeCommaOrEnd('track', ', or } of members');
    } else if (expect === 'track' || expect === 'track or }') this.#takeTrack();
    else this.#takeMember();
  }

  #takeDocumentStart(): void {
    while (this.#window.bytes.length - this.#i < BYTE_ORDER_MARK.length && this.#more());
    if (this.#window.bytes.subarray(this.#i, this.#i + BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
      this.#i += BYTE_ORDER_MARK.length;
    }
    if (this.#peek() === undefined && this.#window.end === 0) throw new JsonError('it is empty', 0);
    this.#take(OPEN_BRACE);
    this.#expect = 'member or }';
  }

  #takeCommaOrEnd(afterComma: Expect, afterEnd: Expect): void {
    const isComma = this.#peek() === COMMA;
    this.#expect = isComma ? afterComma : afterEnd;
    this.#take(isComma ? COMMA : CLOSE_BRACE);
  }

  #takeMember(): void {
    const { key, valueAt } = this.#complete((bytes) => readKey(bytes, this.#i));
    if (key === TRACKS) {
      this.#i = valueAt;
      this.#take(OPEN_BRACE);
      this.#found.members.set(key, { at: 0, length: 0 });
      this.#found.records.clear();
      this.#expect = 'track or }';
      return;
    }
    const value = this.#complete((bytes) => {
      const { valueAt: at } = readKey(bytes, this.#i);
      const end = skipValue(bytes, at);
      // the number may continue after the window
      if (end === bytes.length) throw unexpected(bytes, end);
      requireUtf8(bytes, at, end);
      return { at, end };
    });
    this.#found.members.set(key, { at: this.#window.at + value.at, length: value.end - value.at });
    this.#i = value.end;
    this.#expect = ', or } of members';
  }

  #takeTrack(): void {
    const { key, from, at, end, short, long } = this.#complete((bytes) => {
      const { key, valueAt } = readKey(bytes, this.#i);
      const members = this.#membersOf(bytes, key, valueAt);
      const mayRunOn = this.#isDamaged && this.#isIndented;
      if (mayRunOn && bytes.subarray(0, members.end).includes(RECORD_START, valueAt, 'latin1')) {
        throw new JsonError(`the record of ${key} runs into the next`, valueAt);
      }
      requireUtf8(bytes, valueAt, members.end);
      return { key, from: this.#i, at: valueAt, ...members };
    });
    const { bytes, at: windowAt } = this.#window;
    this.#isIndented ??= isIndented(bytes, from);
    this.#endDamage(windowAt + from);
    const crc = crc32(bytes.subarray(at, end));
    this.#found.records.set(key, { at: windowAt + at, length: end - at, crc, short, long });
    this.#i = end;
    this.#expect = ', or } of tracks';
  }

  /** Returns no members for a record that is not an object, which stays unchanged; throws in a damaged file. */
  #membersOf(bytes: Buffer, key: string, at: number): RecordMembers & { end: number } {
    if (bytes[at] === OPEN_BRACE) return this.#splitter.split(bytes, at);
    if (this.#isDamaged) throw new JsonError(`the record of ${key} is not an object`, at);
    const end = skipValue(bytes, at);
    // the number may continue after the window
    if (end === bytes.length) throw unexpected(bytes, end);
    return { short: '', long: NO_MEMBERS, end };
  }

  /** Moves to the next byte that is not white space and returns it; undefined at the end of the file. */
  #peek(): number | undefined {
    for (;;) {
      this.#i = skipSpace(this.#window.bytes, this.#i);
      if (this.#i < this.#window.bytes.length) return this.#window.bytes[this.#i];
      if (!this.#more()) return undefined;
    }
  }

  #take(byte: number): void {
    if (this.#peek() !== byte) throw unexpected(this.#window.bytes, this.#i);
    this.#i++;
  }

  /** Reads more of the file, but keeps the indentation before the current position. Returns false at the end. */
  #more(): boolean {
    const kept = Math.min(this.#i, RECORD_START.length);
    const isMore = this.#window.more(this.#i - kept);
    this.#i = kept;
    return isMore;
  }

  /** Calls `read`, and retries with more of the file until the value at the current position is complete. */
  #complete<T>(read: (bytes: Buffer) => T): T {
    for (;;) {
      const { bytes } = this.#window;
      try {
        return read(bytes);
      } catch (error) {
        if (!(error instanceof JsonError && error.ended)) throw error;
        if (bytes.length - this.#i > LONGEST_RECORD) throw new JsonError('a value has no end', this.#i);
        if (!this.#more()) throw new JsonError(error.problem, this.#window.bytes.length, true);
      }
    }
  }

  #beginDamage(error: SyntaxError, began: number): void {
    const reason =
      error instanceof JsonError
        ? `${error.problem} at byte ${this.#window.at + error.at}`
        : `${error.message}, at byte ${began}`;
    this.#found.damage ??= { reason, lostBytes: 0, places: 0 };
    if (this.#lostFrom < 0) this.#lostFrom = began;
  }

  #endDamage(end: number): void {
    const { damage } = this.#found;
    if (damage && this.#lostFrom >= 0 && end > this.#lostFrom) {
      damage.lostBytes += end - this.#lostFrom;
      damage.places++;
    }
    this.#lostFrom = -1;
  }

  /** Moves to the next possible record, or the end of all records, from `from` on. Returns false if there is none. */
  #skipToRecord(from: number): boolean {
    this.#i = Math.max(0, from - this.#window.at);
    for (;;) {
      const { bytes } = this.#window;
      const { at, searched } = findNextRecord(bytes, this.#i, this.#isIndented);
      this.#i = at ?? searched;
      if (at !== undefined) {
        this.#expect = bytes[at] === QUOTE ? 'track' : ', or } of tracks';
        if (this.#expect !== 'track') this.#endDamage(this.#window.at + at);
        return true;
      }
      if (!this.#more()) return false;
    }
  }
}

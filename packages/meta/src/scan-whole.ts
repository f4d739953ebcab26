import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { FileWindow, type Place } from './file-window.ts';
import { JsonError, skipSpace, skipString, skipValue } from './json-scan.ts';
import { type RecordParts, RecordSorter } from './record-text.ts';

/** A record as it lies in a file. */
export interface StoredRecord extends Place, RecordParts {
  /** CRC-32 of its text. */
  crc: number;
}

/** What a meta.json holds: where everything in it lies, in the order of the file. */
export interface ScannedDocument {
  /** Top-level members. The one called `tracks` only marks the place of {@link ScannedDocument.records}. */
  members: Map<string, Place>;
  records: Map<string, StoredRecord>;
  /** Present where not everything could be read. */
  damage?: Damage;
}

/** What could not be read of a file. */
interface Damage {
  /** What is wrong at the first place. */
  reason: string;
  /** Bytes that are in nothing that was kept. */
  lostBytes: number;
  /** Stretches of them. */
  places: number;
}

export const TRACKS = 'tracks';

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** A record that seems to be longer has lost its end and runs into the ones after it. */
const LONGEST_RECORD = 1 << 27;
/** How records begin in a file that is indented by two, as Python and we write it. */
const INDENTED = '\n    "';
/** How they end there, all of them. */
const INDENTED_END = '\n  }';
/** What the key of a record has and that of a record's member does not. */
const PATH_LIKE = /[/\\.]/;
const LONGEST_KEY = 1 << 16;

/** What is expected next. */
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
 * Takes a meta.json apart. See {@link scan}.
 *
 * @param chunk Bytes that are read at a time.
 * @returns what it holds, and its length and CRC-32.
 */
export function scanWhole(descriptor: number, chunk?: number): ScannedDocument & { bytes: number; crc: number } {
  let window = new FileWindow(descriptor, chunk);
  let found = scan(window, false);
  if (found.damage) {
    // a brace too many makes a record of all that follow: looking for that takes time, and only a damaged file has it
    window = new FileWindow(descriptor, chunk);
    found = scan(window, true);
  }
  return { ...found, bytes: window.end, crc: window.crc };
}

/**
 * Takes a meta.json apart, checking every letter of it, without building the records or holding the file. Where it is damaged, the walk goes on
 * with the next record that is whole, so that one bad byte costs one track.
 */
function scan(window: FileWindow, damaged: boolean): ScannedDocument {
  const found: ScannedDocument = { members: new Map(), records: new Map() };
  const sorter = new RecordSorter();
  let expect = 'document' as Expect;
  let i = 0;
  /** Set while something was wrong and nothing whole was found since: where that began. */
  let lostFrom = -1;
  /** Whether records are indented as Python and we do it; undefined before the first. */
  let indented: boolean | undefined;

  for (;;) {
    const began = window.at + i;
    try {
      if (expect === 'end') {
        if (peek() !== undefined) throw new JsonError('there is more text after the end', i);
        break;
      }
      step();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      noteDamage(error, began);
      if (!findNextRecord(began + 1)) break;
    }
  }
  if (lostFrom >= 0) lose(window.end);
  if (!found.members.has(TRACKS)) found.members.set(TRACKS, { at: 0, length: 0 });
  return found;

  function step(): void {
    const first = peek();
    if (expect === 'document') {
      while (window.bytes.length - i < BYTE_ORDER_MARK.length && more());
      if (window.bytes.subarray(i, i + 3).equals(BYTE_ORDER_MARK)) i += 3;
      if (peek() === undefined && window.end === 0) throw new JsonError('it is empty', 0);
      take(OPEN_BRACE);
      expect = 'member or }';
    } else if (expect === ', or } of members' || (expect === 'member or }' && first === CLOSE_BRACE)) {
      expect = first === COMMA ? 'member' : 'end';
      if (first !== COMMA) take(CLOSE_BRACE);
      else i++;
    } else if (expect === ', or } of tracks' || (expect === 'track or }' && first === CLOSE_BRACE)) {
      expect = first === COMMA ? 'track' : ', or } of members';
      if (first !== COMMA) take(CLOSE_BRACE);
      else i++;
    } else if (expect === 'track' || expect === 'track or }') takeTrack();
    else takeMember();
  }

  function takeMember(): void {
    const { key, valueAt } = whole((bytes) => readKey(bytes, i));
    if (key === TRACKS) {
      i = valueAt;
      take(OPEN_BRACE);
      found.members.set(key, { at: 0, length: 0 });
      found.records.clear();
      expect = 'track or }';
      return;
    }
    const value = whole((bytes) => {
      const { valueAt: at } = readKey(bytes, i);
      const end = skipValue(bytes, at);
      // a number may go on behind the window
      if (end === bytes.length) throw new JsonError('the text ends too early', end, true);
      requireUtf8(bytes, at, end);
      return { at, end };
    });
    found.members.set(key, { at: window.at + value.at, length: value.end - value.at });
    i = value.end;
    expect = ', or } of members';
  }

  function takeTrack(): void {
    const { key, from, at, end, ...parts } = whole((bytes) => {
      const { key, valueAt } = readKey(bytes, i);
      if (bytes[valueAt] !== OPEN_BRACE) throw new JsonError(`the record of ${key} is not an object`, valueAt);
      const sorted = sorter.sort(bytes, valueAt);
      if (damaged && indented && bytes.subarray(0, sorted.end).includes(INDENTED, valueAt, 'latin1')) {
        throw new JsonError(`the record of ${key} runs into the next`, valueAt);
      }
      requireUtf8(bytes, valueAt, sorted.end);
      return { key, from: i, at: valueAt, ...sorted };
    });
    const record: StoredRecord = {
      at: window.at + at,
      length: end - at,
      crc: crc32(window.bytes.subarray(at, end)),
      short: parts.short,
      long: parts.long,
    };
    indented ??= isIndented(window.bytes, from);
    if (lostFrom >= 0) lose(window.at + from);
    found.records.set(key, record);
    i = end;
    expect = ', or } of tracks';
  }

  /** The next byte that is not white space, at `i`; undefined at the end of the file. */
  function peek(): number | undefined {
    for (;;) {
      i = skipSpace(window.bytes, i);
      if (i < window.bytes.length) return window.bytes[i];
      if (!more()) return undefined;
    }
  }

  /** Shows more of the file after `i`, and still what tells how a record is indented before it. False at the end of the file. */
  function more(): boolean {
    const kept = Math.min(i, INDENTED.length);
    const shown = window.more(i - kept);
    i = kept;
    return shown;
  }

  function take(byte: number): void {
    if (peek() !== byte) {
      const ended = i >= window.bytes.length;
      const seen = JSON.stringify(String.fromCharCode(window.bytes[i]));
      throw new JsonError(ended ? 'the text ends too early' : `unexpected ${seen}`, i, ended);
    }
    i++;
  }

  /** Reads what begins at `i`, showing more of the file until it is whole. */
  function whole<T>(read: (bytes: Buffer) => T): T {
    for (;;) {
      try {
        return read(window.bytes);
      } catch (error) {
        if (!(error instanceof JsonError && error.ended)) throw error;
        if (window.bytes.length - i > LONGEST_RECORD) throw new JsonError('a value has no end', i);
        if (!more()) throw new JsonError(error.problem, window.bytes.length, true);
      }
    }
  }

  function noteDamage(error: SyntaxError, began: number): void {
    const reason =
      error instanceof JsonError
        ? `${error.problem} at byte ${window.at + error.at}`
        : `${error.message}, at byte ${began}`;
    found.damage ??= { reason, lostBytes: 0, places: 0 };
    if (lostFrom < 0) lostFrom = began;
  }

  function lose(until: number): void {
    if (found.damage && until > lostFrom) {
      found.damage.lostBytes += until - lostFrom;
      found.damage.places++;
    }
    lostFrom = -1;
  }

  /** Goes to the first text from `from` on in the file that may be a record or the end of all; false when there is none. */
  function findNextRecord(from: number): boolean {
    i = Math.max(0, from - window.at);
    for (;;) {
      const { at, searched } = nextStart(window.bytes, i, indented);
      i = at ?? searched;
      if (at !== undefined) {
        expect = window.bytes[at] === QUOTE ? 'track' : ', or } of tracks';
        if (expect !== 'track') lose(window.at + at);
        return true;
      }
      if (!more()) return false;
    }
  }
}

/**
 * Where the next text that may be a record begins, or the end of all, or up to where there is none. In an indented file the indentation tells; in another, and while
 * it is not known, what looks like a path and is followed by an object.
 */
function nextStart(bytes: Buffer, from: number, indented: boolean | undefined): { at?: number; searched: number } {
  if (indented) {
    const at = bytes.indexOf(INDENTED, from, 'latin1');
    const end = bytes.subarray(0, at < 0 ? bytes.length : at).indexOf(INDENTED_END, from, 'latin1');
    if (end >= 0) return { at: end + INDENTED_END.length - 1, searched: end };
    if (at >= 0) return { at: at + INDENTED.length - 1, searched: at };
    return { searched: Math.max(from, bytes.length - INDENTED.length + 1) };
  }
  for (let quote = bytes.indexOf(QUOTE, from); quote >= 0; quote = bytes.indexOf(QUOTE, quote + 1)) {
    if (indented === undefined && isIndented(bytes, quote)) return { at: quote, searched: quote };
    try {
      const { key, valueAt } = readKey(bytes, quote);
      if (PATH_LIKE.test(key) && bytes[valueAt] === OPEN_BRACE) return { at: quote, searched: quote };
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      if (error.ended && bytes.length - quote < LONGEST_KEY) return { searched: quote };
    }
  }
  return { searched: bytes.length };
}

function isIndented(bytes: Buffer, quote: number): boolean {
  const start = quote - INDENTED.length + 1;
  return start >= 0 && bytes.toString('latin1', start, quote + 1) === INDENTED;
}

function readKey(bytes: Buffer, at: number): { key: string; valueAt: number } {
  if (bytes[at] !== QUOTE) skipString(bytes, at);
  const end = skipString(bytes, at);
  const colon = skipSpace(bytes, end);
  if (bytes[colon] !== COLON) throw unexpectedAt(bytes, colon);
  requireUtf8(bytes, at, end);
  const valueAt = skipSpace(bytes, colon + 1);
  if (valueAt >= bytes.length) throw unexpectedAt(bytes, valueAt);
  return { key: JSON.parse(bytes.toString('utf8', at, end)), valueAt };
}

function unexpectedAt(bytes: Buffer, at: number): JsonError {
  if (at >= bytes.length) return new JsonError('the text ends too early', bytes.length, true);
  return new JsonError(`unexpected ${JSON.stringify(String.fromCharCode(bytes[at]))}`, at);
}

function requireUtf8(bytes: Buffer, start: number, end: number): void {
  if (!isUtf8(bytes.subarray(start, end))) throw new JsonError('it is not UTF-8 text', start);
}

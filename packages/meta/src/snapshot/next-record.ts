import { JsonError, readKey } from '../json/json-scan.ts';

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;
/** Text before a record's path in a file indented by two spaces, as Python and rbassist write it. */
export const RECORD_START = '\n    "';
/** Text after the last record of such a file. */
const RECORDS_END = '\n  }';
/** A record's key has one of these characters; the keys of its members do not. */
const PATH_LIKE = /[/\\.]/;
const LONGEST_KEY = 1 << 16;

export interface NextRecord {
  /** Position of the record's first quote, or of the brace after the last record; undefined if neither was found. */
  at?: number;
  searched: number;
}

/**
 * Finds the next text that may be a record, or the end of all records. Uses the indentation of an indented file. In any
 * other file, or if the layout is still unknown, looks for an object whose key looks like a path.
 */
export function findNextRecord(bytes: Buffer, from: number, indented: boolean | undefined): NextRecord {
  return indented ? byIndentation(bytes, from) : byPath(bytes, from, indented);
}

export function isIndented(bytes: Buffer, quote: number): boolean {
  const start = quote - RECORD_START.length + 1;
  return start >= 0 && bytes.toString('latin1', start, quote + 1) === RECORD_START;
}

function byIndentation(bytes: Buffer, from: number): NextRecord {
  const at = bytes.indexOf(RECORD_START, from, 'latin1');
  const end = bytes.subarray(0, at < 0 ? bytes.length : at).indexOf(RECORDS_END, from, 'latin1');
  if (end >= 0) return { at: end + RECORDS_END.length - 1, searched: end };
  if (at >= 0) return { at: at + RECORD_START.length - 1, searched: at };
  return { searched: Math.max(from, bytes.length - RECORD_START.length + 1) };
}

function byPath(bytes: Buffer, from: number, indented: boolean | undefined): NextRecord {
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

import type { TrackRecord } from '@rbassist/core';
import { skipSpace, skipValue, walkObject } from './json-scan.ts';
import { indentedJson, parseJson } from './json-text.ts';

/** Members of a record. Short members are text in memory; long members stay on disk. */
export interface RecordMembers {
  /** JSON text of the short members, without braces. */
  short: string;
  long: readonly string[];
}

/**
 * Bytes of the longest value kept in memory, without indentation. Contours are longer; they fill 90 % of a library and
 * are rarely read.
 */
export const SHORT_BYTES = 256;

const OPEN_BRACE = 0x7b;
/** JSON strings contain no raw line breaks, so this never matches inside a string. */
const INDENTATION = /[\r\n]\s*/g;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** A value with more bytes is long even if most of it is indentation. */
const LONGEST_INDENTED_BYTES = 4 * SHORT_BYTES;

export function parseRecord(text: string): TrackRecord {
  return parseJson(text) as TrackRecord;
}

/** Sets a member of a record, even if its name is `__proto__`. */
export function setMember(record: TrackRecord, key: string, value: unknown): void {
  if (key !== '__proto__') record[key] = value;
  else Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Splits records into short and long members. Shares the lists of names between records to save memory. */
export class RecordSplitter {
  readonly #names = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  /** Scans the record at `at`. Returns its members and the position after it. Throws {@link JsonError} if malformed. */
  split(bytes: Buffer, at: number): RecordMembers & { end: number } {
    const runs: string[] = [];
    const long: string[] = [];
    let runStart = -1;
    let runEnd = -1;
    const endRun = () => {
      if (runStart >= 0) runs.push(bytes.toString('utf8', runStart, runEnd).replace(INDENTATION, ''));
      runStart = -1;
    };
    const end = walkObject(bytes, at, (keyStart, keyEnd, valueStart) => {
      const valueEnd = skipValue(bytes, valueStart, 1);
      if (!isShort(bytes, valueStart, valueEnd)) {
        endRun();
        long.push(this.#name(bytes.toString('utf8', keyStart, keyEnd)));
      } else {
        if (runStart < 0) runStart = keyStart;
        runEnd = valueEnd;
      }
      return valueEnd;
    });
    endRun();
    return { short: runs.join(','), long: this.#list(long), end };
  }

  #name(text: string): string {
    const name = this.#names.get(text) ?? (JSON.parse(text) as string);
    this.#names.set(text, name);
    return name;
  }

  #list(names: readonly string[]): readonly string[] {
    const key = JSON.stringify(names);
    const list = this.#lists.get(key) ?? names;
    this.#lists.set(key, list);
    return list;
  }
}

function isShort(bytes: Buffer, start: number, end: number): boolean {
  if (end - start <= SHORT_BYTES) return true;
  if (end - start > LONGEST_INDENTED_BYTES) return false;
  let length = 0;
  for (let i = start; i < end; i++) {
    if (bytes[i] === NEWLINE || bytes[i] === RETURN) i = skipSpace(bytes, i) - 1;
    else length++;
  }
  return length <= SHORT_BYTES;
}

/** Changes members; undefined removes one. Other members keep their text and order, and new members come last. */
export function replaceMembers(text: Buffer, changed: ReadonlyMap<string, string | undefined>): Buffer {
  const members = readMembers(text);
  for (const [key, value] of changed) {
    if (value === undefined) members.delete(key);
    else members.set(key, Buffer.from(value));
  }
  if (members.size === 0) return Buffer.from('{}');
  const parts: Buffer[] = [];
  for (const [key, value] of members) {
    parts.push(Buffer.from(`${parts.length === 0 ? '{' : ','}\n      ${indentedJson(key)}: `), value);
  }
  parts.push(Buffer.from('\n    }'));
  return Buffer.concat(parts);
}

function readMembers(text: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  // another program may have stored any value as a record
  if (text[0] !== OPEN_BRACE) return members;
  walkObject(text, 0, (keyStart, keyEnd, valueStart) => {
    const end = skipValue(text, valueStart, 1);
    members.set(JSON.parse(text.toString('utf8', keyStart, keyEnd)), text.subarray(valueStart, end));
    return end;
  });
  return members;
}

import { errorMessage, OptionError, type TrackRecord } from '@rbassist/core';
import { skipValue, walkObject } from './json-scan.ts';

/** Changes to a record: each key replaces the stored one, `undefined` removes it. */
export type TrackPatch = { [Key in keyof TrackRecord]?: TrackRecord[Key] | undefined };

/** A record's members: those that are kept in memory as text, and the names of those that are read when they are asked for. */
export interface RecordParts {
  /** JSON text of the short members, as between the braces of an object. */
  short: string;
  long: readonly string[];
}

/** A value that takes more bytes than this is left on disk: the contours are nine tenths of a library, and seldom asked for. */
export const SHORT_BYTES = 256;

/** A line break in JSON is never inside of a string. */
const INDENTATION = /[\r\n]\s*/g;
const NON_ASCII = /[\u007f-\uffff]/g;
const STRING_OR_NON_FINITE = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g;
/** What `JSON.stringify([[[value]]], null, 2)` puts before and after the value: it indents the value as a record's members are. */
const NEST_START = '[\n  [\n    [\n      '.length;
const NEST_END = '\n    ]\n  ]\n]'.length;

/** The value that JSON text stands for. The NaN and Infinity that Python's json module writes are read as null. */
export function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(STRING_OR_NON_FINITE, (token) => (token.startsWith('"') ? token : 'null')));
  }
}

/** A fresh copy of the record that `text` holds. */
export function parseRecord(text: string): TrackRecord {
  return parseText(text) as TrackRecord;
}

/** Sets a member of a record, whatever it is called. */
export function setMember(record: TrackRecord, key: string, value: unknown): void {
  if (key !== '__proto__') record[key] = value;
  else Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}

/** JSON text of a string or value, ASCII only as Python's json module writes it, indented for a member of a track's record. */
export function jsonText(value: unknown): string {
  return ascii(JSON.stringify([[[value]]], null, 2).slice(NEST_START, -NEST_END));
}

/**
 * JSON text of a value on one line, ASCII only.
 *
 * @throws {OptionError} when the value of `key` can't be written as JSON (a bigint, a circular structure).
 */
export function lineText(key: string, value: unknown): string {
  try {
    return ascii(JSON.stringify([value]).slice(1, -1));
  } catch (cause) {
    throw new OptionError(`"${key}" can't be stored as JSON: ${errorMessage(cause)}.`, { cause });
  }
}

function ascii(text: string): string {
  return text.replace(NON_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Sorts the members of records by length, so that what is usually asked for is in memory and the rest need not be. */
export class RecordSorter {
  readonly #names = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  /**
   * Walks the record that begins at `at`, checking every letter of it.
   *
   * @returns its parts and the position after it.
   * @throws {JsonError} saying what is wrong with the text.
   */
  sort(bytes: Buffer, at: number): RecordParts & { end: number } {
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
      if (valueEnd - valueStart > SHORT_BYTES) {
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

  /** Records share their names, so that a library of thousands holds each once. */
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

/**
 * The record's text with members replaced by the given text, or taken away where it is undefined. Members that are not named keep their text
 * and their order; new ones come last.
 */
export function replaceMembers(text: Buffer, changed: ReadonlyMap<string, string | undefined>): Buffer {
  const members = readMembers(text);
  for (const [key, value] of changed) {
    if (value === undefined) members.delete(key);
    else members.set(key, Buffer.from(value));
  }
  if (members.size === 0) return Buffer.from('{}');
  const parts: Buffer[] = [];
  for (const [key, value] of members) {
    parts.push(Buffer.from(`${parts.length === 0 ? '{' : ','}\n      ${jsonText(key)}: `), value);
  }
  parts.push(Buffer.from('\n    }'));
  return Buffer.concat(parts);
}

function readMembers(text: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  walkObject(text, 0, (keyStart, keyEnd, valueStart) => {
    const end = skipValue(text, valueStart, 1);
    members.set(JSON.parse(text.toString('utf8', keyStart, keyEnd)), text.subarray(valueStart, end));
    return end;
  });
  return members;
}

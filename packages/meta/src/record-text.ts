import { isDeepStrictEqual } from 'node:util';
import { errorMessage, OptionError, type TrackRecord } from '@rbassist/core';
import { skipValue, walkObject } from './json-scan.ts';

/** Changes to a record: each key replaces the stored one, `undefined` removes it. */
export type TrackPatch = { [Key in keyof TrackRecord]?: TrackRecord[Key] | undefined };

const NON_ASCII = /[\u007f-\uffff]/g;
const STRING_OR_NON_FINITE = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g;
/** What `JSON.stringify([[[value]]], null, 2)` puts before and after the value: it indents the value as a record's members are. */
const NEST_START = '[\n  [\n    [\n      '.length;
const NEST_END = '\n    ]\n  ]\n]'.length;

/** The value that JSON text stands for. The NaN and Infinity that Python's json module writes are read as null. */
function parseText(text: Buffer): unknown {
  const source = text.toString('utf8');
  try {
    return JSON.parse(source);
  } catch {
    return JSON.parse(source.replace(STRING_OR_NON_FINITE, (token) => (token.startsWith('"') ? token : 'null')));
  }
}

/** A fresh copy of the record that `text` holds. */
export function parseRecord(text: Buffer): TrackRecord {
  return parseText(text) as TrackRecord;
}

/** JSON text of a string or value, ASCII only as Python's json module writes it, indented for a member of a track's record. */
export function jsonText(value: unknown): string {
  const nested = JSON.stringify([[[value]]], null, 2).slice(NEST_START, -NEST_END);
  return nested.replace(NON_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The record's text with a patch applied. Members that the patch does not change keep their text and their order; new ones
 * come last.
 *
 * @returns `text` itself when the patch changes nothing.
 * @throws {OptionError} when a value can't be written as JSON (a bigint, a circular structure).
 */
export function patchRecord(text: Buffer, patch: TrackPatch): Buffer {
  const members = readMembers(text);
  let changed = false;
  for (const [key, value] of Object.entries(patch)) {
    const stored = members.get(key);
    if (value === undefined) changed = members.delete(key) || changed;
    else if (stored === undefined || !isDeepStrictEqual(parseText(stored), value)) {
      members.set(key, encodeValue(key, value));
      changed = true;
    }
  }
  return changed ? joinMembers(members) : text;
}

function readMembers(text: Buffer): Map<string, Buffer> {
  const members = new Map<string, Buffer>();
  walkObject(text, 0, (keyStart, keyEnd, valueStart) => {
    const end = skipValue(text, valueStart);
    members.set(JSON.parse(text.toString('utf8', keyStart, keyEnd)), text.subarray(valueStart, end));
    return end;
  });
  return members;
}

function encodeValue(key: string, value: unknown): Buffer {
  try {
    return Buffer.from(jsonText(value));
  } catch (cause) {
    throw new OptionError(`"${key}" can't be stored as JSON: ${errorMessage(cause)}.`, { cause });
  }
}

function joinMembers(members: Map<string, Buffer>): Buffer {
  if (members.size === 0) return Buffer.from('{}');
  const parts: Buffer[] = [];
  for (const [key, value] of members) {
    parts.push(Buffer.from(`${parts.length === 0 ? '{' : ','}\n      ${jsonText(key)}: `), value);
  }
  parts.push(Buffer.from('\n    }'));
  return Buffer.concat(parts);
}

import { crc32 } from 'node:zlib';
import { isSealedLine, SEAL_LENGTH, sealLine } from '@rbassist/core';
import { JsonError, skipValue, walkObject } from '../json/json-scan.ts';
import { lineJson } from '../json/json-text.ts';
import { SHORT_BYTES } from '../json/record-members.ts';
import type { ContentId } from '../snapshot/snapshot.ts';
import type { LongValue, TrackChange } from './track-change.ts';

/** One line of a journal, and the ranges of the long values in it. */
export interface JournalLine {
  /** ASCII text with its line feed. */
  text: string;
  values: readonly { value: LongValue; at: number; length: number }[];
}

/** A change to a track in the meta.json `of`, or the id of the next meta.json, which contains all earlier changes. */
export type JournalEntry = { of: ContentId } & ({ path: string; change: TrackChange } | { written: ContentId });

export function snapshotLine(of: ContentId, written: ContentId): JournalLine {
  return { text: sealLine(`"of":"${of}","written":"${written}"}`), values: [] };
}

/** Builds the line of a change. The long values of the change must be in memory. */
export function changeLine(of: ContentId, path: string, change: TrackChange): JournalLine {
  const name = `"of":"${of}","path":${lineJson('path', path)}`;
  if (change.kind === 'deleted') return { text: sealLine(`${name},"delete":true}`), values: [] };
  const values: JournalLine['values'][number][] = [];
  let body = `${name},${change.kind === 'created' ? '"delete":true,' : ''}"set":{`;
  let before = '';
  for (const [key, short] of Object.entries(JSON.parse(change.set))) {
    body += `${before}${lineJson('path', key)}:`;
    before = ',';
    const value = change.long.get(key);
    const text = value ? (value.text ?? '') : lineJson(key, short);
    if (value) values.push({ value, at: SEAL_LENGTH + body.length, length: text.length });
    body += text;
  }
  return { text: sealLine(`${body}},"unset":${lineJson('unset', change.unset)}}`), values };
}

/** Reads a line without its line feed, at position `at` of the journal. Returns undefined if it is damaged. */
export function readLine(line: Buffer, at: number): JournalEntry | undefined {
  if (!isSealedLine(line)) return undefined;
  try {
    return readEntry(line, at);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readEntry(line: Buffer, lineAt: number): JournalEntry | undefined {
  const members = new Map<string, unknown>();
  const shorts: string[] = [];
  const long = new Map<string, LongValue>();
  walkObject(line, 0, (keyStart, keyEnd, valueStart) => {
    const key: string = JSON.parse(line.toString('latin1', keyStart, keyEnd));
    if (key === 'set') return readSet(valueStart);
    const end = skipValue(line, valueStart, 1);
    members.set(key, JSON.parse(line.toString('latin1', valueStart, end)));
    return end;
  });
  const of = members.get('of') as ContentId;
  if (members.has('written')) return { of, written: members.get('written') as ContentId };
  const path = members.get('path');
  if (typeof path !== 'string') throw new JsonError('a line names no track', 0);
  const created = members.get('delete') === true;
  if (!members.has('unset')) return { of, path, change: { kind: 'deleted' } };
  const set = `{${shorts.join(',')}}`;
  const kind = created ? 'created' : 'changed';
  return { of, path, change: { kind, set, long, unset: members.get('unset') as string[] } };

  function readSet(at: number): number {
    return walkObject(line, at, (keyStart, keyEnd, valueStart) => {
      const end = skipValue(line, valueStart, 1);
      const key = line.toString('latin1', keyStart, keyEnd);
      if (end - valueStart > SHORT_BYTES) {
        const crc = crc32(line.subarray(valueStart, end));
        long.set(JSON.parse(key), { range: { at: lineAt + valueStart, length: end - valueStart, crc } });
        shorts.push(`${key}:null`);
      } else shorts.push(line.toString('latin1', keyStart, end));
      return end;
    });
  }
}

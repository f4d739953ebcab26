import { type CamelotKey, formatKey, keyName, parseKey, type TrackRecord } from '@rbassist/core';
import type { Output } from '../output/output.ts';

/** Returns a track's key in the chosen notation: empty if there is none, unchanged if rbassist can't read it. */
export function keyText({ key }: TrackRecord, { keyNotation = 'camelot' }: Pick<Output, 'keyNotation'>): string {
  const parsed: CamelotKey | undefined = parseKey(key);
  return parsed === undefined ? (key ?? '') : formatKey(parsed, keyNotation);
}

/** Returns the same as {@link keyText}, with the musical name after a Camelot key. */
export function longKeyText(record: TrackRecord, output: Pick<Output, 'keyNotation'>): string {
  const parsed: CamelotKey | undefined = parseKey(record.key);
  const isCamelot = (output.keyNotation ?? 'camelot') === 'camelot';
  return isCamelot && parsed !== undefined ? `${parsed} ${keyName(parsed)}` : keyText(record, output);
}

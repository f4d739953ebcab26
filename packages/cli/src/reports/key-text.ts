import { type CamelotKey, formatKey, keyName, parseKey, type TrackRecord } from '@rbassist/core';
import type { Output } from '../output/output.ts';

/** A track's key in the notation that the person chose. Empty if there is none; as it is stored if it is unreadable. */
export function keyText({ key }: TrackRecord, { keyNotation = 'camelot' }: Pick<Output, 'keyNotation'>): string {
  const parsed: CamelotKey | undefined = parseKey(key);
  return parsed === undefined ? (key ?? '') : formatKey(parsed, keyNotation);
}

/** As {@link keyText}, with the musical name after a Camelot key. */
export function longKeyText(record: TrackRecord, output: Pick<Output, 'keyNotation'>): string {
  const parsed: CamelotKey | undefined = parseKey(record.key);
  const isCamelot = (output.keyNotation ?? 'camelot') === 'camelot';
  return isCamelot && parsed !== undefined ? `${parsed} ${keyName(parsed)}` : keyText(record, output);
}

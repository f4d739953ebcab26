import { isDeepStrictEqual } from 'node:util';
import type { TrackRecord } from '@rbassist/core';
import type { ByteRange } from '../files/byte-range.ts';
import { lineJson } from '../json/json-text.ts';
import { SHORT_BYTES } from '../json/record-members.ts';

/** Changes to a record. Each key replaces the stored value; `undefined` removes it. */
export type TrackPatch = { [Key in keyof TrackRecord]?: TrackRecord[Key] | undefined };

/** A long value: its JSON text until it is written, then its range in the journal. */
export interface LongValue {
  text?: string;
  range?: ByteRange & { crc: number };
}

/** Difference between a track and its record in the snapshot. */
export type TrackChange =
  | { kind: 'deleted' }
  | {
      /** `created`: the record replaces the one in the snapshot. */
      kind: 'changed' | 'created';
      /** JSON text of an object with the set members. Members in `long` are null here. */
      set: string;
      long: ReadonlyMap<string, LongValue>;
      unset: readonly string[];
    };

/**
 * Builds the change that a patch makes to a record; undefined if it changes nothing.
 *
 * @param stored Stored members that the patch names; undefined for a new track.
 * @throws {OptionError} if a value can't be written as JSON.
 */
export function patchChange(stored: TrackRecord | undefined, patch: TrackPatch): TrackChange | undefined {
  const members: string[] = [];
  const long = new Map<string, LongValue>();
  const unset: string[] = [];
  for (const [key, value] of Object.entries(patch)) {
    const isStored = stored !== undefined && Object.hasOwn(stored, key);
    if (value === undefined) {
      if (isStored) unset.push(key);
    } else if (!isStored || !isDeepStrictEqual(stored[key], value)) {
      const text = lineJson(key, value);
      if (text.length > SHORT_BYTES) long.set(key, { text });
      members.push(`${lineJson(key, key)}:${text.length > SHORT_BYTES ? 'null' : text}`);
    }
  }
  if (stored !== undefined && members.length === 0 && unset.length === 0) return undefined;
  return { kind: 'changed', set: `{${members.join(',')}}`, long, unset };
}

export function mergeChanges(before: TrackChange | undefined, after: TrackChange | undefined): TrackChange | undefined {
  if (!before || !after) return after ?? before;
  if (after.kind !== 'changed') return after;
  if (before.kind === 'deleted') return { ...after, kind: 'created' };
  const earlier: Record<string, unknown> = JSON.parse(before.set);
  const later: Record<string, unknown> = JSON.parse(after.set);
  const long = new Map(before.long);
  for (const key of after.unset) delete earlier[key];
  for (const key of [...after.unset, ...Object.keys(later)]) long.delete(key);
  for (const [key, value] of after.long) long.set(key, value);
  const unset = before.unset.filter((key) => !Object.hasOwn(later, key));
  return {
    kind: before.kind,
    set: JSON.stringify({ ...earlier, ...later }),
    long,
    unset: [...new Set([...unset, ...after.unset])],
  };
}

export function mergeAllChanges(
  before: ReadonlyMap<string, TrackChange>,
  after: ReadonlyMap<string, TrackChange>,
): Map<string, TrackChange> {
  const merged = new Map(before);
  for (const [path, change] of after) {
    const both = mergeChanges(merged.get(path), change);
    if (both) merged.set(path, both);
  }
  return merged;
}

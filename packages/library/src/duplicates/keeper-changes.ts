import { isDeepStrictEqual } from 'node:util';
import {
  type EditableField,
  fieldsWhere,
  isEmptyValue,
  isUserWork,
  type KnownField,
  mayReplace,
  type TrackRecord,
} from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import type { DuplicateMode } from './duplicate-options.ts';
import type { KeeperChanges } from './staging-log.ts';

/** Fields about the recording, which are valid for each of its copies. */
const ANY_COPY = fieldsWhere(({ handOver }) => handOver === 'any-copy');
/** Fields in seconds, which are valid for another file only if its samples are the same. */
const SAME_SOUND = fieldsWhere(({ handOver }) => handOver === 'same-sound') as EditableField[];
const SAME_SOUND_MODES: readonly DuplicateMode[] = ['exact', 'audio'];

/** Returns true for a key that the kept file can take over from a copy. */
export function handsOver(key: KnownField, mode: DuplicateMode): boolean {
  return [...ANY_COPY, ...(SAME_SOUND_MODES.includes(mode) ? SAME_SOUND : [])].includes(key);
}

/** Lists the user's values that the kept file lacks and takes over from a copy. Values that it has never change. */
export function keeperChanges(keeper: TrackRecord, copy: TrackRecord, mode: DuplicateMode): KeeperChanges {
  const changes: KeeperChanges = {};
  const takeOver = (key: string) => {
    changes[key] = [keeper[key] ?? null, copy[key]];
  };
  for (const key of ANY_COPY) if (isEmptyValue(keeper[key]) && !isEmptyValue(copy[key])) takeOver(key);
  if (!SAME_SOUND_MODES.includes(mode)) return changes;
  for (const key of SAME_SOUND) if (isUserWork(copy, key) && mayReplace(keeper, key)) takeOver(key);
  return changes;
}

export function changesPatch(changes: KeeperChanges): TrackPatch {
  return Object.fromEntries(Object.entries(changes).map(([key, [, after]]) => [key, after]));
}

/** Reverts changes, except for values that changed again since. */
export function undoPatch(keeper: TrackRecord, changes: KeeperChanges): TrackPatch {
  const patch: TrackPatch = {};
  for (const [key, [before, after]] of Object.entries(changes)) {
    if (isDeepStrictEqual(keeper[key], after)) patch[key] = before ?? undefined;
  }
  return patch;
}

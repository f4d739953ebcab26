import { isDeepStrictEqual } from 'node:util';
import type { TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { mayReplace } from '../whose-value.ts';
import type { DuplicateMode } from './duplicate-options.ts';
import type { KeeperChanges } from './staging-log.ts';

/** What belongs to a recording wherever its first sample is. */
const ANYWHERE = ['mytags', 'tags', 'rating', 'comments'] as const;
/** What is a place in seconds: right for another file only if its sound is the same, sample by sample. */
const IN_TIME = ['cues', 'tempos'] as const;
const SAME_SOUND: readonly DuplicateMode[] = ['exact', 'audio'];

/**
 * What a keeper takes over from a copy that is moved away: what a DJ gave the copy and the keeper has nothing of. Nothing that someone gave the keeper is
 * ever changed. Cues and grids go over only between files of the same sound: elsewhere they would be some milliseconds off.
 */
export function keeperChanges(keeper: TrackRecord, copy: TrackRecord, mode: DuplicateMode): KeeperChanges {
  const changes: KeeperChanges = {};
  for (const key of ANYWHERE)
    if (isEmpty(keeper[key]) && !isEmpty(copy[key])) changes[key] = [keeper[key] ?? null, copy[key]];
  if (!SAME_SOUND.includes(mode)) return changes;
  for (const key of IN_TIME) {
    const isGiven = !isEmpty(copy[key]) && !mayReplace(copy, key);
    if (isGiven && mayReplace(keeper, key)) changes[key] = [keeper[key] ?? null, copy[key]];
  }
  return changes;
}

/** What the keeper's record becomes. */
export function changesPatch(changes: KeeperChanges): TrackPatch {
  return Object.fromEntries(Object.entries(changes).map(([key, [, after]]) => [key, after]));
}

/** Takes changes back, but for what was changed again since. */
export function undoPatch(keeper: TrackRecord, changes: KeeperChanges): TrackPatch {
  const patch: TrackPatch = {};
  for (const [key, [before, after]] of Object.entries(changes)) {
    if (isDeepStrictEqual(keeper[key], after)) patch[key] = before ?? undefined;
  }
  return patch;
}

function isEmpty(value: unknown): boolean {
  return value == null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
}

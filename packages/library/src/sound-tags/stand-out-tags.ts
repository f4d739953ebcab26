import { STAND_OUT_DEFAULTS, type StandOutTag } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { soundTagTable } from './sound-tag-table.ts';

/** Returns the tags that stand out in a track, the most probable first; empty if its vector holds none. */
export function standOutTags(index: ReadonlyVectorIndex, path: string): StandOutTag[] {
  const row = index.row(path);
  return row === undefined ? [] : (soundTagTable(index)?.standOut(row, STAND_OUT_DEFAULTS) ?? []);
}

import { STAND_OUT_DEFAULTS, type StandOutTag } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { soundTagTable } from './sound-tag-table.ts';

/** Returns the tags that stand out in a track, the most probable first; empty if its vector holds none. */
export async function standOutTags(index: ReadonlyVectorIndex, path: string): Promise<StandOutTag[]> {
  const row = index.row(path);
  const table = row === undefined ? undefined : await soundTagTable(index);
  return row === undefined || table === undefined ? [] : table.standOut(row, STAND_OUT_DEFAULTS);
}

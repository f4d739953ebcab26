import type { SoundTagShare, SoundTagTable } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { soundTagTable } from './sound-tag-table.ts';

/** Choice of a track's tags. */
export interface TopTags {
  /** Maximum number of tags. */
  top: number;
  /** Smallest share of the library that has less of a tag, 0..1. */
  minShare: number;
}

/** Choice of the tags that stand out. */
export const SOUND_TAG_DEFAULTS = { top: 5, minShare: 0.8 } as const satisfies TopTags;

/** Returns the tags that stand out in a track, the largest share first; empty if its vector holds none. */
export async function standOutTags(index: ReadonlyVectorIndex, path: string): Promise<SoundTagShare[]> {
  const row = index.row(path);
  const table = row === undefined ? undefined : await soundTagTable(index);
  return table === undefined ? [] : topTags(table, row, SOUND_TAG_DEFAULTS);
}

/** Returns the chosen tags of the track in a row; empty without one. */
export function topTags(table: SoundTagTable, row: number | undefined, { top, minShare }: TopTags): SoundTagShare[] {
  const tags = row === undefined ? [] : table.ofTrack(row);
  return tags.filter(({ share }) => share >= minShare).slice(0, top);
}

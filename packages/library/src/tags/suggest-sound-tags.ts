import { NotFoundError, type TagScore } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { noSoundTags } from '../sound-tags/read-query.ts';
import { soundTagTable } from '../sound-tags/sound-tag-table.ts';

/** Returns the tags that a track's sound suggests, the largest share of the library first. */
export type SoundSuggester = (path: string) => TagScore[];

/** Share of the library that must have less of a tag. */
const LEAST_SHARE = 0.9;
/** The same for music of many kinds: even in a library of one genre, some track has the most of every tag. */
const LEAST_USUAL_SHARE = 0.75;

/**
 * Suggests tags that stand out in the sound of a track.
 *
 * @throws {NotFoundError} if the vectors hold no tags.
 */
export async function soundSuggester(index: ReadonlyVectorIndex): Promise<SoundSuggester> {
  const table = await soundTagTable(index);
  if (table === undefined) {
    const { message, remedies } = noSoundTags({ index });
    throw new NotFoundError(message, [], { remedies });
  }
  table.prepare();
  const numbers = new Map(table.tags.map((tag, i) => [tag, i]));
  return (path) => {
    const row = index.row(path);
    const shares = row === undefined ? [] : table.ofTrack(row);
    const isUsual = (tag: string) => table.usualShare(numbers.get(tag) ?? 0, row ?? 0) >= LEAST_USUAL_SHARE;
    return shares.flatMap(({ tag, share }) =>
      share >= LEAST_SHARE && isUsual(tag) ? [{ tag, score: share, threshold: LEAST_SHARE }] : [],
    );
  };
}

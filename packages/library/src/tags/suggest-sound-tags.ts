import { NotFoundError, STAND_OUT_DEFAULTS, type TagScore } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { noSoundTags } from '../sound-tags/read-query.ts';
import { loadAllTags, SOUND_TAGS, soundTagTable } from '../sound-tags/sound-tag-table.ts';

/** Returns the tags that stand out in a track, the most probable first. Their scores are shares of the library. */
export type SoundSuggester = (path: string) => TagScore[];

/**
 * Suggests the tags that stand out in the sound of a track.
 *
 * @throws {NotFoundError} if the vectors hold no tags.
 */
export async function soundSuggester(index: ReadonlyVectorIndex): Promise<SoundSuggester> {
  const table = soundTagTable(index);
  if (table === undefined) {
    const { message, remedies } = noSoundTags({ index });
    throw new NotFoundError(message, [], { remedies });
  }
  await loadAllTags(table);
  const { minShare } = STAND_OUT_DEFAULTS;
  return (path) => {
    const row = index.row(path);
    const tags = row === undefined ? [] : table.standOut(row, { top: SOUND_TAGS.length, minShare });
    return tags.map(({ tag, share }) => ({ tag, score: share, threshold: minShare }));
  };
}

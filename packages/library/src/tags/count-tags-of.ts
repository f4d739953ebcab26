import { optionRules, requireRule, tagKey } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findTrack } from '../mix/find-track.ts';
import { OwnTags } from './own-tags.ts';

/** A tag of chosen tracks. */
export interface TagOfTracks {
  tag: string;
  /** Number of the chosen tracks with it. */
  tracks: number;
  /** True if it is one of My Tags on at least one of them. Other tags come for example from a shop. */
  isMine: boolean;
}

/** Counts the tags of chosen tracks. See `Library.tagsOf`. */
export async function countTagsOf(context: LibraryContext, tracks: readonly string[]): Promise<TagOfTracks[]> {
  requireRule('tracks', tracks, optionRules.textList);
  const paths = new Set<string>();
  for (const track of tracks) paths.add(await findTrack(context, track));
  const own = await OwnTags.of(context);
  const counted = new Map<string, TagOfTracks>();
  for (const path of paths) {
    const { mine, all } = own.get(path);
    for (const tag of all) {
      const known = counted.get(tagKey(tag)) ?? { tag, tracks: 0, isMine: false };
      const isMine = known.isMine || mine.includes(tag);
      counted.set(tagKey(tag), { tag: known.tag, tracks: known.tracks + 1, isMine });
    }
  }
  return [...counted.values()].sort((a, b) => b.tracks - a.tracks || (a.tag < b.tag ? -1 : 1));
}

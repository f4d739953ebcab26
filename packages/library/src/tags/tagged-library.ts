import {
  type NearestTagged,
  NotFoundError,
  nearestTagged,
  type Remedy,
  type RunOptions,
  type TaggedTrack,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { soundTagTable } from '../sound-tags/sound-tag-table.ts';
import { usableIndex } from '../vectors/usable-index.ts';
import { OwnTags } from './own-tags.ts';

/** A library's own tags and vectors. */
export interface TagsAndVectors {
  own: OwnTags;
  index: ReadonlyVectorIndex;
}

/** A library with tracks that tags are learned from. */
export interface TaggedLibrary extends TagsAndVectors {
  /** Tracks with a vector and a tag. */
  tagged: TaggedTrack[];
  nearest: NearestTagged;
}

/** Reads the own tags and opens the index. Returns undefined after an abort. */
export async function tagsAndVectors(context: LibraryContext, run: RunOptions): Promise<TagsAndVectors | undefined> {
  const own = await OwnTags.of(context);
  const index = await usableIndex(context, run);
  return index === undefined || run.signal?.aborted ? undefined : { own, index };
}

/**
 * Reads the tracks that tags are learned from.
 *
 * @returns undefined after an abort.
 * @throws {NotFoundError} if no track with a vector has a tag.
 */
export async function taggedLibrary(context: LibraryContext, run: RunOptions): Promise<TaggedLibrary | undefined> {
  const library = await tagsAndVectors(context, run);
  return library && requireTagged(context, library);
}

/** Remedies for a library without tags to learn from. */
export function teachingRemedies(index: ReadonlyVectorIndex): Remedy[] {
  const hasSoundTags = soundTagTable(index) !== undefined;
  return [{ action: 'add-tags' }, ...(hasSoundTags ? [{ action: 'suggest-from-sound' } as const] : [])];
}

/** Adds the tracks that tags are learned from. Throws {@link NotFoundError} if there are none. */
export function requireTagged({ folder }: LibraryContext, { own, index }: TagsAndVectors): TaggedLibrary {
  const tagged = own.paths().flatMap((path): TaggedTrack[] => {
    const { all } = own.get(path);
    const vector = all.length > 0 ? index.vector(path) : undefined;
    return vector ? [{ path, vector, tags: all }] : [];
  });
  if (tagged.length === 0) {
    throw new NotFoundError(`No scanned track of the library in ${folder.root} has a tag to learn from.`, [], {
      remedies: teachingRemedies(index),
    });
  }
  return { own, index, tagged, nearest: nearestTagged(tagged) };
}

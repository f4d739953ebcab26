import { type NearestTagged, NotFoundError, nearestTagged, type RunOptions, type TaggedTrack } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { usableIndex } from '../vectors/usable-index.ts';
import { OwnTags } from './own-tags.ts';

/** A library's own tags and vectors. */
export interface TaggedLibrary {
  own: OwnTags;
  index: ReadonlyVectorIndex;
  /** Tracks with a vector and a tag. */
  tagged: TaggedTrack[];
  nearest: NearestTagged;
}

/**
 * Reads the tracks that tags are learned from.
 *
 * @returns undefined after an abort.
 * @throws {NotFoundError} if no track with a vector has a tag.
 */
export async function taggedLibrary(context: LibraryContext, run: RunOptions): Promise<TaggedLibrary | undefined> {
  const own = await OwnTags.of(context);
  const index = await usableIndex(context, run);
  if (index === undefined || run.signal?.aborted) return undefined;
  const tagged = own.paths().flatMap((path): TaggedTrack[] => {
    const { all } = own.get(path);
    const vector = all.length > 0 ? index.vector(path) : undefined;
    return vector ? [{ path, vector, tags: all }] : [];
  });
  if (tagged.length === 0) {
    throw new NotFoundError(`No scanned track of the library in ${context.folder.root} has a tag to learn from.`, [], {
      remedies: [{ action: 'add-tags' }],
    });
  }
  return { own, index, tagged, nearest: nearestTagged(tagged) };
}

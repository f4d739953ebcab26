import { RbassistError } from '@rbassist/core';
import { fitsTagBlock } from './comment-block.ts';

/**
 * Places for My Tags that Rekordbox's XML has:
 *
 * - `comment`: a block at the end of the comment, as Rekordbox writes it itself; the text before it stays.
 * - `grouping`: the same block at the end of the grouping.
 * - `color`: the colour of the first tag that has one, if the track has none.
 * - `playlists`: a playlist for each tag, in a folder for each category.
 */
export const TAG_TARGETS = ['comment', 'grouping', 'color', 'playlists'] as const;

/** One of {@link TAG_TARGETS}. */
export type TagTarget = (typeof TAG_TARGETS)[number];

/** A tag can't be written. Code `tag`. */
export class TagTargetError extends RbassistError {
  /** The tags, sorted. */
  readonly tags: readonly string[];

  constructor(message: string, tags: readonly string[]) {
    super('tag', message);
    this.tags = tags;
  }
}

const SHOWN = 5;

/**
 * Checks that tags can be written to targets. A block in a comment or grouping separates tags by "/", and ends with
 * an asterisk and "/".
 *
 * @throws {TagTargetError} that names the tags.
 */
export function checkTagTargets(tags: Iterable<string>, targets: readonly TagTarget[]): void {
  if (!targets.includes('comment') && !targets.includes('grouping')) return;
  const unfit = [...new Set(tags)].filter((tag) => !fitsTagBlock(tag)).sort();
  if (unfit.length === 0) return;
  const shown = unfit.slice(0, SHOWN).map((tag) => JSON.stringify(tag));
  const names = unfit.length > SHOWN ? `${shown.join(', ')} and ${unfit.length - SHOWN} more` : shown.join(', ');
  const places = targets.filter((target) => target === 'comment' || target === 'grouping').join(' or the ');
  const what = unfit.length === 1 ? `The tag ${names}` : `The tags ${names}`;
  throw new TagTargetError(
    `${what} can't be written into the ${places}, where "/" separates tags. Rename ${unfit.length === 1 ? 'it' : 'them'}.`,
    unfit,
  );
}

import { NotFoundError, optionRules, requireRule, tagKey } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { changeTags, type TagChanges, type TagEdit } from './change-tags.ts';
import type { OwnTags } from './own-tags.ts';

/** Gives a tag another name on all tracks. See `Library.renameTag`. */
export async function renameTag(context: LibraryContext, tag: string, to: string): Promise<TagChanges> {
  requireRule('tag', tag, optionRules.text);
  requireRule('to', to.trim(), optionRules.text);
  return changeTags(context, 'rename tag', (own) => onAll(own, tag, { rename: { from: tag, to: to.trim() } }));
}

/** Removes a tag from all tracks. See `Library.removeTag`. */
export async function removeTag(context: LibraryContext, tag: string): Promise<TagChanges> {
  requireRule('tag', tag, optionRules.text);
  return changeTags(context, 'remove tag', (own) => onAll(own, tag, { rename: { from: tag } }));
}

/** Returns the edit for each track with a tag in any spelling. Throws {@link NotFoundError} if there is none. */
function onAll(own: OwnTags, tag: string, edit: TagEdit): Map<string, TagEdit> {
  const key = tagKey(tag);
  const paths = own.paths().filter((path) => own.get(path).all.some((each) => tagKey(each) === key));
  if (paths.length === 0) throw new NotFoundError(`No track has the tag "${tag}".`);
  return new Map(paths.map((path) => [path, edit]));
}

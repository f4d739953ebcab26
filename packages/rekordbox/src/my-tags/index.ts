export { readTagBlock, type TaggedComment, withTagBlock } from './comment-block.ts';
export { withTagsInElement } from './tag-element.ts';
export { MOST_CATEGORIES, type TagCategory, tagPlaylists } from './tag-playlists.ts';
export { checkTagTargets, TAG_TARGETS, type TagTarget, TagTargetError } from './tag-targets.ts';
export {
  type DjTaggedTrack,
  type TagWrite,
  type WriteTagsOptions,
  withoutTagsIn,
  withTagsIn,
} from './write-tags.ts';

import { tagKey } from '@rbassist/core';
import type { DjTrack, RgbColor } from '../model/dj-track.ts';
import { readTagBlock, withTagBlock } from './comment-block.ts';
import { checkTagTargets, type TagTarget } from './tag-targets.ts';

/** Options of {@link withTagsIn}. */
export interface WriteTagsOptions {
  /** Colours of tags, in any spelling. */
  colors?: ReadonlyMap<string, RgbColor>;
  /** Replaces the colour of a track that has one. @default false */
  replaceColor?: boolean;
}

/** A value that tags changed. */
export type TagWrite =
  | { field: 'comments' | 'grouping'; before: string | undefined; after: string | undefined }
  | { field: 'color'; before: RgbColor | undefined; after: RgbColor };

/** A track with its tags in other fields, and the changes. */
export interface DjTaggedTrack {
  track: DjTrack;
  written: TagWrite[];
}

/**
 * Writes the tags of a track into its comment, grouping or colour. Text before the block stays as it is.
 *
 * A block with exactly these tags stays as it was spelled. Other tags in a block of the track are kept, since Rekordbox
 * or the user wrote them. {@link withoutTagsIn} takes all back.
 *
 * @param targets `playlists` changes no track: see `tagPlaylists`.
 * @throws {TagTargetError} for a tag that a block can't hold.
 */
export function withTagsIn(
  track: DjTrack,
  targets: readonly TagTarget[],
  options: WriteTagsOptions = {},
): DjTaggedTrack {
  checkTagTargets(track.tags, targets);
  const written: TagWrite[] = [];
  const writeBlock = (field: 'comments' | 'grouping') => {
    const before = track[field];
    const after = textWithTags(before ?? '', track.tags);
    if (after !== (before ?? '')) written.push({ field, before, after });
  };
  if (targets.includes('comment')) writeBlock('comments');
  if (targets.includes('grouping')) writeBlock('grouping');
  const color = targets.includes('color') ? colorOfTags(track.tags, options.colors) : undefined;
  const isFree = track.color === undefined || (options.replaceColor ?? false);
  if (color !== undefined && isFree && color !== track.color) {
    written.push({ field: 'color', before: track.color, after: color });
  }
  const changes = Object.fromEntries(written.map(({ field, after }) => [field, after]));
  return { track: { ...track, ...changes }, written };
}

/** Returns a text with tags added to the block at its end. */
export function textWithTags(text: string, tags: readonly string[]): string {
  const own = readTagBlock(text)?.tags ?? [];
  const known = new Set(own.map(tagKey));
  const added = tags.filter((tag) => !known.has(tagKey(tag)));
  return added.length === 0 ? text : withTagBlock(text, [...own, ...added]);
}

/**
 * Undoes the changes of {@link withTagsIn}, so that each field is exactly as before. Leaves a field that changed
 * since.
 *
 * @returns the track, and the changes that could not be taken back.
 */
export function withoutTagsIn(track: DjTrack, written: readonly TagWrite[]): { track: DjTrack; conflicts: TagWrite[] } {
  const restored: DjTrack = { ...track };
  const conflicts: TagWrite[] = [];
  for (const write of written) {
    if (track[write.field] !== write.after) conflicts.push(write);
    else if (write.before === undefined) delete restored[write.field];
    else Object.assign(restored, { [write.field]: write.before });
  }
  return { track: restored, conflicts };
}

/** Returns the colour of the first tag that has one. */
export function colorOfTags(
  tags: readonly string[],
  colors: ReadonlyMap<string, RgbColor> = new Map(),
): RgbColor | undefined {
  if (colors.size === 0) return undefined;
  const byKey = new Map([...colors].map(([tag, color]) => [tagKey(tag), color]));
  const colored = tags.find((tag) => byKey.has(tagKey(tag)));
  return colored === undefined ? undefined : byKey.get(tagKey(colored));
}

import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

/** Fields of an ID3v1 tag, with their offsets and bytes. The genre is a number, which is often an unset 0. */
const FIELDS = [
  ['title', 3, 30],
  ['artist', 33, 30],
  ['album', 63, 30],
  ['year', 93, 4],
  ['comment', 97, 28],
] as const;

/** Reads the texts of an ID3v1 tag, which end at a NUL. */
export function parseId3v1(tag: Uint8Array): TagField[] {
  return FIELDS.map(([name, offset, length]) => {
    const bytes = tag.subarray(offset, offset + length);
    const nul = bytes.indexOf(0);
    return { name, values: [legacyText(nul < 0 ? bytes : bytes.subarray(0, nul))] };
  });
}

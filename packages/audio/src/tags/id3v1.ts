import { genreOfNumber } from './genre-names.ts';
import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

/** Text fields of an ID3v1 tag, with offset and length in bytes. */
const FIELDS = [
  ['title', 3, 30],
  ['artist', 33, 30],
  ['album', 63, 30],
  ['year', 93, 4],
  ['comment', 97, 28],
] as const;

const GENRE_OFFSET = 127;

/** Leaves out genre 0, because most programs use it for "no genre". */
export function parseId3v1(tag: Uint8Array): TagField[] {
  const genre = tag[GENRE_OFFSET] > 0 ? genreOfNumber(tag[GENRE_OFFSET]) : undefined;
  const texts = FIELDS.map(([name, offset, length]) => {
    const bytes = tag.subarray(offset, offset + length);
    const nul = bytes.indexOf(0);
    return { name, values: [legacyText(nul < 0 ? bytes : bytes.subarray(0, nul))] };
  });
  return genre === undefined ? texts : [...texts, { name: 'genre', values: [genre] }];
}

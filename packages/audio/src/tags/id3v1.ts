import { genreOfNumber } from './genre-names.ts';
import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

/** Texts of an ID3v1 tag, with their offsets and bytes. */
const FIELDS = [
  ['title', 3, 30],
  ['artist', 33, 30],
  ['album', 63, 30],
  ['year', 93, 4],
  ['comment', 97, 28],
] as const;

const GENRE_OFFSET = 127;

/** Reads an ID3v1 tag. Its texts end at a NUL; genre 0 is left out, because most programs mean that there is none. */
export function parseId3v1(tag: Uint8Array): TagField[] {
  const genre = tag[GENRE_OFFSET] > 0 ? genreOfNumber(tag[GENRE_OFFSET]) : undefined;
  const texts = FIELDS.map(([name, offset, length]) => {
    const bytes = tag.subarray(offset, offset + length);
    const nul = bytes.indexOf(0);
    return { name, values: [legacyText(nul < 0 ? bytes : bytes.subarray(0, nul))] };
  });
  return genre === undefined ? texts : [...texts, { name: 'genre', values: [genre] }];
}

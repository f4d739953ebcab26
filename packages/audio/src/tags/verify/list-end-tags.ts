import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import type { Element } from './element.ts';
import { apeFooters, listApe } from './list-ape.ts';
import { id3Footers, listId3 } from './list-id3.ts';

/** Largest size of the tags after a gain tag: Lyrics3 and ID3v1. */
const SEARCHED_BYTES = 1_100_000;

/** The range may end with APE tags, and with ID3v2 tags that have a footer. */
export async function* listWithEndTags(
  file: AudioFile,
  [start, end]: readonly [number, number],
  name: string,
  fields: TagFields,
): AsyncGenerator<Element> {
  const searchedFrom = Math.max(start, end - SEARCHED_BYTES);
  const bytes = Buffer.from(await file.read(searchedFrom, end - searchedFrom));
  const footers = [
    ...apeFooters(bytes).map((tag) => ({ ...tag, isId3: false })),
    ...id3Footers(bytes).map((tag) => ({ ...tag, isId3: true })),
  ];
  let at = start;
  for (const { to, size, isId3 } of footers.sort((a, b) => a.to - b.to)) {
    const from = searchedFrom + to - size;
    if (from < at || (isId3 && Buffer.from(await file.read(from, 3)).toString('latin1') !== 'ID3')) continue;
    const tag = Buffer.from(await file.read(from, size));
    yield { name, range: [at, from] };
    yield* isId3 ? listId3(tag, fields, 'ID3v2 tag at the end') : listApe(tag, fields);
    at = searchedFrom + to;
  }
  yield { name, range: [at, end] };
}

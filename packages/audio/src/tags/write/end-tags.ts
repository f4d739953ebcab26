import { ascii } from '../../formats/ascii.ts';
import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { APE_FOOTER_BYTES, apeBytes, editApe } from './edit-ape.ts';
import { editId3, id3Bytes } from './edit-id3.ts';
import type { FieldPolicy } from './field-changes.ts';
import type { Splice } from './splice.ts';
import { refuse } from './tag-refusal.ts';

/** A tag before or after the audio. `other` means ID3v1 or Lyrics3. */
export interface EndTag {
  kind: 'id3' | 'ape' | 'other';
  start: number;
  end: number;
}

const ID3_HEAD_BYTES = 10;
const ID3V1_BYTES = 128;
const ID3V1_ENHANCED_BYTES = 227;
const LYRICS3_END_BYTES = 9;
const LYRICS3_SIZE_BYTES = 6;
/** Largest Lyrics3v1 tag, which states no size. */
const LYRICS3V1_LIMIT = 5200;
/** More tags than any real file has. */
const MOST_TAGS = 1000;
const LYRICS3_START = 'LYRICSBEGIN';

export async function leadingTags(file: AudioFile): Promise<EndTag[]> {
  const tags: EndTag[] = [];
  for (let start = 0; ; ) {
    const bytes = id3Bytes(await file.read(start, ID3_HEAD_BYTES));
    if (bytes === 0) return tags;
    const end = start + bytes;
    if (end >= file.size) refuse('its ID3v2 tag is longer than the file');
    if (tags.push({ kind: 'id3', start, end }) > MOST_TAGS) refuse('it has too many tags');
    start = end;
  }
}

export async function trailingTags(file: AudioFile, from: number): Promise<EndTag[]> {
  const tags: EndTag[] = [];
  for (let end = file.size; ; end = tags[0].start) {
    const tag = await tagBefore(file, from, end);
    if (!tag) return tags;
    if (tag.start < from) refuse('a tag at its end is damaged');
    if (tags.unshift(tag) > MOST_TAGS) refuse('it has too many tags');
  }
}

async function tagBefore(file: AudioFile, from: number, end: number): Promise<EndTag | undefined> {
  const before = (count: number) => file.read(Math.max(from, end - count), Math.min(count, end - from));
  if (ascii(await before(ID3V1_BYTES), 0, 3) === 'TAG' && end - from >= ID3V1_BYTES) {
    return { kind: 'other', start: end - ID3V1_BYTES, end };
  }
  if (ascii(await before(ID3V1_ENHANCED_BYTES), 0, 4) === 'TAG+') {
    return { kind: 'other', start: end - ID3V1_ENHANCED_BYTES, end };
  }
  const footer = await before(APE_FOOTER_BYTES);
  const ape = apeBytes(footer);
  if (ape > 0) return { kind: 'ape', start: ape < APE_FOOTER_BYTES ? -1 : end - ape, end };
  if (footer.length < APE_FOOTER_BYTES) return undefined;
  const id3 = ascii(footer, APE_FOOTER_BYTES - ID3_HEAD_BYTES, 3) === '3DI' && id3Start(footer, end);
  if (id3 !== false && id3 >= 0 && id3Bytes(await file.read(id3, ID3_HEAD_BYTES)) === end - id3) {
    return { kind: 'id3', start: id3, end };
  }
  const lyrics = await lyricsStart(file, from, end);
  return lyrics === undefined ? undefined : { kind: 'other', start: lyrics, end };
}

function id3Start(bytes: Uint8Array, end: number): number {
  const [a, b, c, d] = bytes.subarray(-4);
  return end - 2 * ID3_HEAD_BYTES - ((a << 21) | (b << 14) | (c << 7) | d);
}

async function lyricsStart(file: AudioFile, from: number, end: number): Promise<number | undefined> {
  const mark = ascii(await file.read(end - LYRICS3_END_BYTES, LYRICS3_END_BYTES), 0, LYRICS3_END_BYTES);
  const sizeEnd = end - LYRICS3_END_BYTES;
  if (mark === 'LYRICS200') {
    const digits = ascii(await file.read(sizeEnd - LYRICS3_SIZE_BYTES, LYRICS3_SIZE_BYTES), 0, LYRICS3_SIZE_BYTES);
    const start = sizeEnd - LYRICS3_SIZE_BYTES - Number(digits);
    const head = start >= from ? await file.read(start, LYRICS3_START.length) : new Uint8Array(0);
    return ascii(head, 0, LYRICS3_START.length) === LYRICS3_START ? start : undefined;
  }
  if (mark !== 'LYRICSEND') return undefined;
  const searched = Math.max(from, end - LYRICS3V1_LIMIT);
  const at = Buffer.from(await file.read(searched, end - searched)).lastIndexOf(LYRICS3_START);
  return at < 0 ? undefined : searched + at;
}

export async function editEndTags(
  file: AudioFile,
  tags: readonly EndTag[],
  fields: TagFields,
  policyOf: (tag: EndTag) => FieldPolicy,
): Promise<Splice[]> {
  const splices: Splice[] = [];
  for (const tag of tags) {
    if (tag.kind === 'other') continue;
    const bytes = await file.read(tag.start, tag.end - tag.start);
    const edited = (tag.kind === 'id3' ? editId3 : editApe)(bytes, fields, policyOf(tag));
    if (edited) splices.push({ start: tag.start, end: tag.end, bytes: edited });
  }
  return splices;
}

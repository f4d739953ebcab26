import { ascii } from '../formats/ascii.ts';
import type { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { audioStart } from '../formats/audio-start.ts';
import { iffChunks, iffForm } from '../formats/iff-chunks.ts';
import { trailingTags } from '../formats/trailing-tags.ts';
import { parseApeTag } from './apev2.ts';
import { parseId3v1 } from './id3v1.ts';
import { parseId3v2 } from './id3v2.ts';
import { readMp4Items } from './mp4-items.ts';
import type { TagField } from './tag-field.ts';
import { readVorbisComment } from './vorbis-comment.ts';

/** Largest part of a tag that is read, in bytes. Text comes before covers of that size. */
const MAX_TAG_BYTES = 32 * 2 ** 20;
const ID3_HEADER_BYTES = 10;
const CHUNK_HEAD_BYTES = 8;
/** More tags and chunks than any file has. A hostile file may contain millions. */
const MAX_PLACES = 1000;

/** Tags that rbassist reads itself: one list of fields per tag. */
export interface EmbeddedTags {
  /** Tags that the format defines: a Vorbis comment, or the items of MP4. */
  own: TagField[][];
  /** ID3v2 tags: at the start, in a chunk of WAV or AIFF, and at the end. */
  id3v2: TagField[][];
  ape: TagField[][];
  id3v1: TagField[][];
}

/** Any file may have ID3v2, APEv2 and ID3v1 tags. */
export async function readEmbeddedTags(file: AudioFile, format: AudioFormat): Promise<EmbeddedTags> {
  const tags: EmbeddedTags = { own: [], id3v2: [], ape: [], id3v1: [] };
  const read = (offset: number, size: number) => file.read(offset, Math.min(size, MAX_TAG_BYTES));
  const comment = await readVorbisComment(file, format);
  if (comment) tags.own.push(comment);
  if (format === 'mp4') tags.own.push(await readMp4Items(file));
  for await (const tag of id3v2BeforeEnd(file, format)) tags.id3v2.push(parseId3v2(tag));
  for (const { kind, offset, size } of await trailingTags(file)) {
    if (kind === 'id3v2') tags.id3v2.push(parseId3v2(await read(offset, size)));
    if (kind === 'ape') tags.ape.push(parseApeTag(await read(offset, size)));
    if (kind === 'id3v1') tags.id3v1.push(parseId3v1(await read(offset, size)));
  }
  return tags;
}

/** Yields the ID3v2 tags at the start of a file and in its chunks, as bytes. */
export async function* id3v2BeforeEnd(file: AudioFile, format: AudioFormat): AsyncGenerator<Uint8Array> {
  for (const { offset, size } of [...(await leadingId3(file)), ...(await id3Chunks(file, format))]) {
    yield await file.read(offset, Math.min(size, MAX_TAG_BYTES));
  }
}

interface Place {
  offset: number;
  size: number;
}

/** A tag that states a size beyond the file ends with the file. */
async function leadingId3(file: AudioFile): Promise<Place[]> {
  const places: Place[] = [];
  const end = await audioStart(file);
  for (let offset = 0; offset <= end && places.length < MAX_PLACES; ) {
    const head = await file.read(offset, ID3_HEADER_BYTES);
    if (head.length < ID3_HEADER_BYTES || ascii(head, 0, 3) !== 'ID3') break;
    const size = ID3_HEADER_BYTES + ((head[6] << 21) | (head[7] << 14) | (head[8] << 7) | head[9]);
    places.push({ offset, size });
    offset += size + (head[5] & 0x10 ? ID3_HEADER_BYTES : 0);
  }
  return places;
}

async function id3Chunks(file: AudioFile, format: AudioFormat): Promise<Place[]> {
  if (format !== 'wav' && format !== 'rf64' && format !== 'aiff') return [];
  const places: Place[] = [];
  const littleEndian = format !== 'aiff';
  const { start } = await iffForm(file, littleEndian);
  let count = 0;
  for await (const { id, offset, size } of iffChunks(file, start, littleEndian)) {
    if (id.toUpperCase() === 'ID3 ') places.push({ offset: offset + CHUNK_HEAD_BYTES, size });
    // samples of an unknown size take the rest of the file
    if (++count > MAX_PLACES || (id === 'data' && size === 0)) break;
  }
  return places;
}

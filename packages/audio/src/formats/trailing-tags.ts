import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';

const ID3V1_BYTES = 128;
/** Size of an APEv2 header or footer. Other footers are shorter. */
const FOOTER_BYTES = 32;
const APE_HAS_HEADER = 0x80000000;
const ID3_FOOTER_BYTES = 10;

/** More tags than any file has. A hostile file may contain millions. */
const MAX_TAGS = 100;

export interface TrailingTag {
  kind: 'id3v1' | 'ape' | 'id3v2' | 'lyrics3';
  offset: number;
  /** Bytes, including headers and footers. */
  size: number;
}

/** Lists the tags last first: ID3v1, APEv2, Lyrics3v2, and ID3v2 with a footer. */
export async function trailingTags(file: AudioFile): Promise<TrailingTag[]> {
  const tags: TrailingTag[] = [];
  let end = file.size;
  while (tags.length < MAX_TAGS) {
    const tag = await tagBefore(file, end);
    if (!tag || tag.size === 0 || tag.size > end) break;
    end -= tag.size;
    tags.push({ ...tag, offset: end });
  }
  return tags;
}

export async function trailingTagsStart(file: AudioFile): Promise<number> {
  return (await trailingTags(file)).at(-1)?.offset ?? file.size;
}

async function tagBefore(file: AudioFile, end: number): Promise<Omit<TrailingTag, 'offset'> | null> {
  if (end >= ID3V1_BYTES && ascii(await file.read(end - ID3V1_BYTES, 3), 0, 3) === 'TAG') {
    return { kind: 'id3v1', size: ID3V1_BYTES };
  }
  if (end < FOOTER_BYTES) return null;
  const footer = await file.read(end - FOOTER_BYTES, FOOTER_BYTES);
  if (ascii(footer, 0, 8) === 'APETAGEX') {
    const view = new DataView(footer.buffer);
    // the stated size covers items and footer
    const header = view.getUint32(20, true) & APE_HAS_HEADER ? FOOTER_BYTES : 0;
    return { kind: 'ape', size: view.getUint32(12, true) + header };
  }
  const lyrics = /(\d{6})LYRICS200$/.exec(ascii(footer, 0, FOOTER_BYTES));
  if (lyrics) return { kind: 'lyrics3', size: Number(lyrics[1]) + lyrics[0].length };
  const id3 = footer.subarray(FOOTER_BYTES - ID3_FOOTER_BYTES);
  if (ascii(id3, 0, 3) !== '3DI') return null;
  const size = 2 * ID3_FOOTER_BYTES + ((id3[6] << 21) | (id3[7] << 14) | (id3[8] << 7) | id3[9]);
  return { kind: 'id3v2', size };
}

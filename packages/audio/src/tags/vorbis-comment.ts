import { ascii } from '../formats/ascii.ts';
import type { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { audioStart } from '../formats/audio-start.ts';
import { FLAC_COMMENTS, flacBlocks } from '../formats/flac-blocks.ts';
import { oggCodecOf } from '../formats/ogg-header.ts';
import { oggPages } from '../formats/ogg-pages.ts';
import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

/** Largest part of a comment that is read, in bytes. Covers may follow the text. */
const MAX_COMMENT_BYTES = 32 * 2 ** 20;
/** More pages before a comment than any file has. */
const MAX_PAGES = 10_000;
/** Bytes before the comment, by format: a packet's signature or a metadata block's header. */
const SIGNATURE_BYTES: Readonly<Partial<Record<AudioFormat, number>>> = {
  'ogg-vorbis': 7,
  'ogg-opus': 8,
  'ogg-flac': 4,
};

export async function readVorbisComment(file: AudioFile, format: AudioFormat): Promise<TagField[] | undefined> {
  const signature = SIGNATURE_BYTES[format];
  if (format === 'flac') return flacComment(file);
  if (signature === undefined) return undefined;
  const packet = await secondPacket(file);
  return packet && parseVorbisComment(packet.subarray(signature));
}

async function flacComment(file: AudioFile): Promise<TagField[] | undefined> {
  const blocks = await flacBlocks(file, await audioStart(file));
  const comments = blocks.find(({ kind }) => kind === FLAC_COMMENTS);
  return comments && parseVorbisComment(await file.read(comments.content, comments.end - comments.content));
}

/** The second packet may cover many pages. */
async function secondPacket(file: AudioFile): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let serial: number | undefined;
  let bytes = 0;
  let count = 0;
  for await (const page of oggPages(file)) {
    if (serial === undefined && oggCodecOf(page.body)) serial = page.serial;
    else if (page.serial === serial) {
      const end = page.segments.findIndex((size) => size < 255) + 1;
      const sizes = end > 0 ? page.segments.subarray(0, end) : page.segments;
      // the buffer of the page is reused
      const part = page.body.slice(
        0,
        sizes.reduce((sum, size) => sum + size, 0),
      );
      parts.push(part);
      bytes += part.length;
      if (end > 0 || bytes > MAX_COMMENT_BYTES) break;
    }
    if (++count > MAX_PAGES) break;
  }
  return parts.length > 0 ? Buffer.concat(parts) : undefined;
}

/** Returns the readable fields of a damaged or cut-off comment. */
function parseVorbisComment(comment: Uint8Array): TagField[] {
  const view = new DataView(comment.buffer, comment.byteOffset, comment.byteLength);
  const fields: TagField[] = [];
  if (comment.length < 8) return fields;
  let offset = 4 + view.getUint32(0, true);
  if (offset + 4 > comment.length) return fields;
  const count = view.getUint32(offset, true);
  offset += 4;
  for (let n = 0; n < count && offset + 4 <= comment.length; n++) {
    const size = view.getUint32(offset, true);
    const text = comment.subarray(offset + 4, offset + 4 + size);
    const equals = text.indexOf(61);
    offset += 4 + size;
    if (equals > 0 && offset <= comment.length && !isCover(text)) {
      fields.push({ name: ascii(text, 0, equals), values: [legacyText(text.subarray(equals + 1))] });
    }
  }
  return fields;
}

function isCover(text: Uint8Array): boolean {
  return /^(METADATA_BLOCK_PICTURE|COVERART)/i.test(ascii(text, 0, 22));
}

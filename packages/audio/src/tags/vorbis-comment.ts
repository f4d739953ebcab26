import { ascii } from '../formats/ascii.ts';
import type { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { audioStart } from '../formats/audio-start.ts';
import { legacyText } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

/** Largest comment that is read, in bytes; covers may follow the text. */
const MAX_COMMENT_BYTES = 32 * 2 ** 20;
const VORBIS_COMMENT_BLOCK = 4;
/** More blocks or pages in front of a comment than any file has. */
const MAX_BLOCKS = 10_000;
const PAGE_HEAD_BYTES = 27;
/** Bytes in front of the comment, by the format: a packet's signature or a metadata block's header. */
const SIGNATURE_BYTES: Readonly<Partial<Record<AudioFormat, number>>> = {
  'ogg-vorbis': 7,
  'ogg-opus': 8,
  'ogg-flac': 4,
};
const STREAM_HEADS = ['\x01vorbis', 'OpusHead', '\x7fFLAC'];

/** Reads the Vorbis comment of a FLAC or Ogg file; undefined if there is none. */
export async function readVorbisComment(file: AudioFile, format: AudioFormat): Promise<TagField[] | undefined> {
  const start = await audioStart(file);
  const signature = SIGNATURE_BYTES[format];
  if (format === 'flac') return flacComment(file, start);
  if (signature === undefined) return undefined;
  const packet = await secondPacket(file, start);
  return packet && parseVorbisComment(packet.subarray(signature));
}

async function flacComment(file: AudioFile, start: number): Promise<TagField[] | undefined> {
  let offset = start + 4;
  for (let count = 0, last = false; !last && offset + 4 <= file.size && count < MAX_BLOCKS; count++) {
    const head = await file.read(offset, 4);
    const size = (head[1] << 16) | (head[2] << 8) | head[3];
    last = head[0] >= 0x80;
    if ((head[0] & 0x7f) === VORBIS_COMMENT_BLOCK) return parseVorbisComment(await file.read(offset + 4, size));
    offset += 4 + size;
  }
  return undefined;
}

/** Collects the second packet of the first audio stream, which may cover many pages. */
async function secondPacket(file: AudioFile, start: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let serial: number | undefined;
  let bytes = 0;
  let offset = start;
  for (let count = 0; offset + PAGE_HEAD_BYTES <= file.size && count < MAX_BLOCKS; count++) {
    const head = await file.read(offset, PAGE_HEAD_BYTES + 255);
    if (ascii(head, 0, 4) !== 'OggS') break;
    const lacing = head.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + head[26]);
    const from = offset + PAGE_HEAD_BYTES + lacing.length;
    const size = lacing.reduce((sum, value) => sum + value, 0);
    const pageSerial = new DataView(head.buffer).getUint32(14, true);
    if (serial === undefined) {
      const first = ascii(await file.read(from, 8), 0, 8);
      if (STREAM_HEADS.some((magic) => first.startsWith(magic))) serial = pageSerial;
    } else if (pageSerial === serial) {
      const end = lacing.findIndex((value) => value < 255);
      const packetBytes = lacing.subarray(0, end < 0 ? lacing.length : end + 1).reduce((sum, value) => sum + value, 0);
      parts.push(await file.read(from, packetBytes));
      bytes += packetBytes;
      if (end >= 0 || bytes > MAX_COMMENT_BYTES) break;
    }
    offset = from + size;
  }
  return parts.length > 0 ? Buffer.concat(parts) : undefined;
}

/** Reads the fields of a Vorbis comment; what can be read of a damaged or cut one. */
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

import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { soundInTag } from './sound-in-tag.ts';
import { areZeros } from './zero-run.ts';

const ID3_BYTES = 10;
const APE_HEAD_BYTES = 32;
const PIECE_BYTES = 1 << 20;
/** Shortest run of zeros that counts as padding. An MP4 box may begin with a few zeros. */
const PADDING_BYTES = 64;
/** Zeros at the start of the 4-byte size of an MP4 file's first box. */
const BOX_ZEROS = 3;
const MOST_PADDING_BYTES = 64 * PIECE_BYTES;

/** Returns the offset of the audio: after all tags (ID3v2, APEv2) and zeros at the start of a file. */
export async function audioStart(file: AudioFile): Promise<number> {
  let offset = 0;
  for (;;) {
    const next = await afterPadding(file, await afterTag(file, offset));
    if (next === offset) return offset;
    offset = next;
  }
}

/** A tag longer than the file is damaged; audio may follow it. */
async function afterTag(file: AudioFile, offset: number): Promise<number> {
  const head = await file.read(offset, APE_HEAD_BYTES);
  const next = offset + tagBytes(head);
  if (next >= file.size) return offset;
  const isId3 = next > offset && ascii(head, 0, 3) === 'ID3';
  return (isId3 && (await soundInTag(file, offset + ID3_BYTES, next))) || next;
}

function tagBytes(head: Uint8Array): number {
  if (head.length >= ID3_BYTES && ascii(head, 0, 3) === 'ID3') {
    const size = ((head[6] & 127) << 21) | ((head[7] & 127) << 14) | ((head[8] & 127) << 7) | (head[9] & 127);
    return ID3_BYTES + size + (head[5] & 0x10 ? ID3_BYTES : 0);
  }
  if (head.length < APE_HEAD_BYTES || ascii(head, 0, 8) !== 'APETAGEX') return 0;
  return APE_HEAD_BYTES + new DataView(head.buffer).getUint32(12, true);
}

async function afterPadding(file: AudioFile, offset: number): Promise<number> {
  const head = await file.read(offset, PADDING_BYTES);
  if (head.length < PADDING_BYTES || !areZeros(head)) return offset;
  const limit = Math.min(file.size, offset + MOST_PADDING_BYTES);
  for (let at = offset; at < limit; at += PIECE_BYTES) {
    const bytes = await file.read(at, PIECE_BYTES);
    if (areZeros(bytes)) continue;
    const first = bytes.findIndex((byte) => byte !== 0);
    // the size of an MP4 box begins with zeros
    const isBox = ascii(bytes, first + 1, 4) === 'ftyp';
    return at + first - (isBox ? BOX_ZEROS : 0);
  }
  return offset;
}

import type { Hash } from 'node:crypto';
import { TrackError } from '@rbassist/core';
import { ascii } from '../formats/ascii.ts';
import type { AudioFile } from '../formats/audio-file.ts';

/** The longest page has 255 segments of 255 bytes. */
const PAGE_LIMIT_BYTES = 27 + 255 + 255 * 255;
const PIECE_BYTES = 1 << 20;
/** Vorbis, Opus and FLAC in Ogg have their tags in the second packet. */
const TAG_PACKET = 1;
const WHOLE_SEGMENT = 255;

/**
 * Hashes an Ogg file: every packet but the tags, and the positions of its pages (RFC 3533). The layout of the headers
 * and the numbers and checksums of the pages do not count, because they change with the tags.
 */
export async function hashOgg(file: AudioFile, hash: Hash): Promise<void> {
  /** Finished packets per stream. */
  const packets = new Map<number, number>();
  let piece = new Uint8Array(0);
  let pieceStart = 0;
  for (let offset = 0; offset < file.size; ) {
    if (offset + PAGE_LIMIT_BYTES > pieceStart + piece.length && pieceStart + piece.length < file.size) {
      piece = await file.read(offset, PIECE_BYTES);
      pieceStart = offset;
    }
    const page = piece.subarray(offset - pieceStart);
    if (ascii(page, 0, 4) !== 'OggS') {
      throw new TrackError('corrupt', file.path, `${file.path} is damaged: no Ogg page begins at byte ${offset}.`);
    }
    offset += hashPage(page, packets, hash);
  }
}

/** Hashes one page. Returns its size. */
function hashPage(page: Uint8Array, packets: Map<number, number>, hash: Hash): number {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const granule = view.getBigInt64(6, true);
  const stream = view.getUint32(14, true);
  const segments = page[26];
  let packet = packets.get(stream) ?? 0;
  let at = 27 + segments;
  for (let i = 0; i < segments; i++) {
    const size = page[27 + i];
    if (packet !== TAG_PACKET) hash.update(page.subarray(at, at + size));
    at += size;
    if (size < WHOLE_SEGMENT) {
      if (packet !== TAG_PACKET) hash.update(`/${stream}`);
      packet++;
    }
  }
  packets.set(stream, packet);
  // headers are at position 0; -1 is a page in which no packet ends
  if (granule > 0n) hash.update(`@${granule}`);
  return at;
}

import { TrackError } from '@rbassist/core';
import { ascii } from '../../formats/ascii.ts';
import type { AudioFile } from '../../formats/audio-file.ts';

/** Size of a page's header without its table of segments. */
const PAGE_HEAD_BYTES = 27;
/** Most segments of a page. */
export const MOST_SEGMENTS = 255;
/** A segment of 255 bytes, which does not end a packet. */
export const WHOLE_SEGMENT = 255;
/** Flags of a page. */
export const CONTINUED = 1;
export const FIRST = 2;
export const LAST_PAGE = 4;

const PAGE_LIMIT = PAGE_HEAD_BYTES + MOST_SEGMENTS * (WHOLE_SEGMENT + 1);
const PIECE_BYTES = 1 << 20;
const SEQUENCE_OFFSET = 18;
const CHECKSUM_OFFSET = 22;
const ID3V1_BYTES = 128;

/** A page of an Ogg file (RFC 3533). */
export interface OggPage {
  start: number;
  /** The whole page; shorter than stated if the file ends within it. */
  bytes: Uint8Array;
  flags: number;
  granule: bigint;
  stream: number;
  sequence: number;
  /** Sizes of the segments. */
  segments: Uint8Array;
  body: Uint8Array;
  isWhole: boolean;
}

/**
 * Reads the pages of an Ogg file. An ID3v1 tag or zeros may follow the last one.
 *
 * @throws TrackError `corrupt` if there is anything else between pages.
 */
export async function* oggPages(file: AudioFile, from: number): AsyncGenerator<OggPage> {
  let piece = new Uint8Array(0);
  let pieceStart = from;
  for (let at = from; at < file.size; ) {
    if (at + PAGE_LIMIT > pieceStart + piece.length && pieceStart + piece.length < file.size) {
      piece = await file.read(at, PIECE_BYTES);
      pieceStart = at;
    }
    const page = pageAt(piece.subarray(at - pieceStart), at);
    if (!page) {
      if (await isTail(file, at)) return;
      throw new TrackError('corrupt', file.path, `${file.path} is damaged: no Ogg page begins at byte ${at}.`);
    }
    yield page;
    at += page.bytes.length;
  }
}

function pageAt(bytes: Uint8Array, start: number): OggPage | undefined {
  if (bytes.length < PAGE_HEAD_BYTES || ascii(bytes, 0, 4) !== 'OggS') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const segments = bytes.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + bytes[26]);
  const bodyStart = PAGE_HEAD_BYTES + bytes[26];
  const end = bodyStart + segments.reduce((sum, size) => sum + size, 0);
  return {
    start,
    bytes: bytes.subarray(0, end),
    flags: bytes[5],
    granule: view.getBigInt64(6, true),
    stream: view.getUint32(14, true),
    sequence: view.getUint32(SEQUENCE_OFFSET, true),
    segments,
    body: bytes.subarray(bodyStart, end),
    isWhole: end <= bytes.length,
  };
}

async function isTail(file: AudioFile, at: number): Promise<boolean> {
  if (file.size - at === ID3V1_BYTES && ascii(await file.read(at, 3), 0, 3) === 'TAG') return true;
  for (let from = at; from < file.size; from += PIECE_BYTES) {
    if ((await file.read(from, PIECE_BYTES)).some((byte) => byte !== 0)) return false;
  }
  return true;
}

/** Returns true if a page's checksum is that of its bytes. */
export function isIntact({ bytes, isWhole }: OggPage): boolean {
  return isWhole && checksumOf(bytes) === Buffer.from(bytes).readUInt32LE(CHECKSUM_OFFSET);
}

/** Builds a page. */
export function newPage(
  page: Pick<OggPage, 'flags' | 'granule' | 'stream' | 'sequence' | 'segments' | 'body'>,
): Buffer {
  const head = Buffer.alloc(PAGE_HEAD_BYTES);
  head.write('OggS');
  head[5] = page.flags;
  head.writeBigInt64LE(page.granule, 6);
  head.writeUInt32LE(page.stream, 14);
  head.writeUInt32LE(page.sequence >>> 0, SEQUENCE_OFFSET);
  head[26] = page.segments.length;
  const bytes = Buffer.concat([head, page.segments, page.body]);
  bytes.writeUInt32LE(checksumOf(bytes), CHECKSUM_OFFSET);
  return bytes;
}

/** Returns a page's sequence number and checksum, 8 bytes, for another number. A wrong checksum stays wrong. */
export function renumbered({ bytes, sequence }: OggPage, shift: number): Buffer {
  const copy = Buffer.from(bytes);
  const error = checksumOf(copy) ^ copy.readUInt32LE(CHECKSUM_OFFSET);
  copy.writeUInt32LE((sequence + shift) >>> 0, SEQUENCE_OFFSET);
  copy.writeUInt32LE((checksumOf(copy) ^ error) >>> 0, CHECKSUM_OFFSET);
  return copy.subarray(SEQUENCE_OFFSET, CHECKSUM_OFFSET + 4);
}

/** Range of a page that {@link renumbered} replaces. */
export function numberRange({ start }: OggPage): { start: number; end: number } {
  return { start: start + SEQUENCE_OFFSET, end: start + CHECKSUM_OFFSET + 4 };
}

const POLYNOMIAL = 0x04c11db7;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 24;
  for (let bit = 0; bit < 8; bit++) remainder = remainder < 0 ? (remainder << 1) ^ POLYNOMIAL : remainder << 1;
  return remainder;
});

function checksumOf(page: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + 4 ? 0 : page[i];
    sum = (sum << 8) ^ TABLE[((sum >>> 24) ^ byte) & 0xff];
  }
  return sum >>> 0;
}

import type { AudioFile } from './audio-file.ts';
import { audioStart } from './audio-start.ts';
import { oggChecksum } from './ogg-checksum.ts';

/** One page of an Ogg file (RFC 3533). */
export interface OggPage {
  offset: number;
  bytes: number;
  /** Number of the logical stream. */
  serial: number;
  sequence: number;
  continues: boolean;
  /** True if there is nothing between this page and the one before. */
  follows: boolean;
  first: boolean;
  last: boolean;
  /** Position at the end of the last packet that ends here; -1 if none does. */
  granule: bigint;
  /** Size of each segment, 0 to 255; a packet ends with one below 255. */
  segments: Uint8Array;
  /** Content, valid until the next page is read. */
  body: Uint8Array;
  /** The whole page, valid until the next page is read. */
  raw: Buffer;
}

/** The longest page has 255 segments of 255 bytes. */
const PAGE_LIMIT_BYTES = 27 + 255 + 255 * 255;
const PIECE_BYTES = 1 << 19;
const HEAD_BYTES = 27;
/** Longest junk between two pages. Pages after it do not belong to the track. */
const MOST_JUNK_BYTES = 1 << 26;
export const CONTINUES = 1;
export const FIRST = 2;
export const LAST = 4;
export const MOST_SEGMENTS = 255;
/** A segment of 255 bytes, which does not end a packet. */
export const WHOLE_SEGMENT = 255;

/** Skips tags and junk; with `verify`, also pages with a wrong checksum. Returns true if the file ends inside one. */
export async function* oggPages(file: AudioFile, { verify = false } = {}): AsyncGenerator<OggPage, boolean> {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  let piece = buffer.subarray(0, 0);
  let pieceStart = 0;
  let pageEnd = await audioStart(file);
  for (let offset = pageEnd; offset + HEAD_BYTES <= file.size && offset - pageEnd < MOST_JUNK_BYTES; ) {
    const pieceEnd = pieceStart + piece.length;
    if (offset < pieceStart || (offset + PAGE_LIMIT_BYTES > pieceEnd && pieceEnd < file.size)) {
      piece = buffer.subarray(
        0,
        await file.readInto(buffer.subarray(0, Math.min(PIECE_BYTES, file.size - offset)), offset),
      );
      pieceStart = offset;
      if (piece.length < HEAD_BYTES) return false;
    }
    const at = offset - pieceStart;
    const size = pageSize(piece, at);
    if (size > 0 && offset + size > file.size) return true;
    if (size === 0 || at + size > piece.length || (verify && !isIntactPage(piece.subarray(at, at + size)))) {
      const next = piece.indexOf('OggS', at + 1, 'latin1');
      offset = next < 0 ? pieceStart + Math.max(at + 1, piece.length - 3) : pieceStart + next;
      continue;
    }
    yield parsePage(piece.subarray(at, at + size), offset, offset === pageEnd);
    offset += size;
    pageEnd = offset;
  }
  return false;
}

/** Returns 0 for no page, and a size beyond the bytes if the header is cut off. */
function pageSize(bytes: Buffer, at: number): number {
  if (at + HEAD_BYTES > bytes.length || bytes.toString('latin1', at, at + 5) !== 'OggS\0') return 0;
  const bodyStart = at + HEAD_BYTES + bytes[at + 26];
  let size = HEAD_BYTES + bytes[at + 26];
  for (let i = at + HEAD_BYTES; i < Math.min(bodyStart, bytes.length); i++) size += bytes[i];
  return size;
}

function parsePage(bytes: Buffer, offset: number, follows: boolean): OggPage {
  const bodyStart = HEAD_BYTES + bytes[26];
  return {
    offset,
    bytes: bytes.length,
    serial: bytes.readUInt32LE(14),
    sequence: bytes.readUInt32LE(18),
    follows,
    continues: (bytes[5] & CONTINUES) !== 0,
    first: (bytes[5] & FIRST) !== 0,
    last: (bytes[5] & LAST) !== 0,
    granule: bytes.readBigInt64LE(6),
    segments: bytes.subarray(HEAD_BYTES, bodyStart),
    body: bytes.subarray(bodyStart),
    raw: bytes,
  };
}

/** Leaves the checksum empty. */
export function pageHead(page: {
  flags: number;
  granule: bigint;
  serial: number;
  sequence: number;
  segments: ArrayLike<number>;
}): Buffer {
  const head = Buffer.alloc(HEAD_BYTES + page.segments.length);
  head.write('OggS');
  head[5] = page.flags;
  head.writeBigInt64LE(page.granule, 6);
  head.writeUInt32LE(page.serial, 14);
  head.writeUInt32LE(page.sequence >>> 0, 18);
  head[26] = page.segments.length;
  head.set(page.segments, HEAD_BYTES);
  return head;
}

export function isIntactPage(page: Buffer): boolean {
  return oggChecksum(page) === page.readUInt32LE(22);
}

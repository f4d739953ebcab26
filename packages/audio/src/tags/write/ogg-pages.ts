import { oggChecksum } from '../../formats/ogg-checksum.ts';
import type { OggPage } from '../../formats/ogg-pages.ts';

/** Size of a page's header without its table of segments. */
const PAGE_HEAD_BYTES = 27;
/** Most segments of a page. */
export const MOST_SEGMENTS = 255;
/** A segment of 255 bytes, which does not end a packet. */
export const WHOLE_SEGMENT = 255;
/** Flags of a page. */
export const CONTINUED = 1;
export const LAST_PAGE = 4;

const SEQUENCE_OFFSET = 18;
const CHECKSUM_OFFSET = 22;

/** Builds a page. */
export function newPage(
  page: Pick<OggPage, 'granule' | 'serial' | 'sequence' | 'segments' | 'body'> & { flags: number },
): Buffer {
  const head = Buffer.alloc(PAGE_HEAD_BYTES);
  head.write('OggS');
  head[5] = page.flags;
  head.writeBigInt64LE(page.granule, 6);
  head.writeUInt32LE(page.serial, 14);
  head.writeUInt32LE(page.sequence >>> 0, SEQUENCE_OFFSET);
  head[26] = page.segments.length;
  const bytes = Buffer.concat([head, page.segments, page.body]);
  bytes.writeUInt32LE(oggChecksum(bytes), CHECKSUM_OFFSET);
  return bytes;
}

/** Returns a page's sequence number and checksum, 8 bytes, for another number. A wrong checksum stays wrong. */
export function renumbered({ raw, sequence }: OggPage, shift: number): Buffer {
  const copy = Buffer.from(raw);
  const error = oggChecksum(copy) ^ copy.readUInt32LE(CHECKSUM_OFFSET);
  copy.writeUInt32LE((sequence + shift) >>> 0, SEQUENCE_OFFSET);
  copy.writeUInt32LE((oggChecksum(copy) ^ error) >>> 0, CHECKSUM_OFFSET);
  return copy.subarray(SEQUENCE_OFFSET, CHECKSUM_OFFSET + 4);
}

/** Range of a page that {@link renumbered} replaces. */
export function numberRange({ offset }: OggPage): { start: number; end: number } {
  return { start: offset + SEQUENCE_OFFSET, end: offset + CHECKSUM_OFFSET + 4 };
}

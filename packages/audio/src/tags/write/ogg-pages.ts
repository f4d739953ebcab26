import { oggChecksum } from '../../formats/ogg-checksum.ts';
import { type OggPage, pageHead } from '../../formats/ogg-pages.ts';

const SEQUENCE_OFFSET = 18;
const CHECKSUM_OFFSET = 22;

export function newPage(
  page: Pick<OggPage, 'granule' | 'serial' | 'sequence' | 'segments' | 'body'> & { flags: number },
): Buffer {
  const bytes = Buffer.concat([pageHead(page), page.body]);
  bytes.writeUInt32LE(oggChecksum(bytes), CHECKSUM_OFFSET);
  return bytes;
}

/** Returns the 8 bytes of a page's new sequence number and checksum. A wrong checksum stays wrong. */
export function renumbered({ raw, sequence }: OggPage, shift: number): Buffer {
  const copy = Buffer.from(raw);
  const error = oggChecksum(copy) ^ copy.readUInt32LE(CHECKSUM_OFFSET);
  copy.writeUInt32LE((sequence + shift) >>> 0, SEQUENCE_OFFSET);
  copy.writeUInt32LE((oggChecksum(copy) ^ error) >>> 0, CHECKSUM_OFFSET);
  return copy.subarray(SEQUENCE_OFFSET, CHECKSUM_OFFSET + 4);
}

export function numberRange({ offset }: OggPage): { start: number; end: number } {
  return { start: offset + SEQUENCE_OFFSET, end: offset + CHECKSUM_OFFSET + 4 };
}

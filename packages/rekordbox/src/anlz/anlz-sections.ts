import { FileFormatError } from '@rbassist/core';

const FILE_TAG = 'PMAI';
/** Tag, length of the header, length of the whole section. */
const SHORTEST_HEADER = 12;

/** A section of an analysis file. Numbers are big-endian. */
export interface AnlzSection {
  tag: string;
  /** The whole section. */
  bytes: Buffer;
  /** Bytes before the entries. */
  headerLength: number;
}

/**
 * Splits an analysis file of Rekordbox (`ANLZ0000.DAT`, `.EXT` or `.2EX`) into its sections.
 *
 * @throws {FileFormatError} if it is another file, or a section is longer than the file.
 */
export function* anlzSections(bytes: Buffer, path: string): Generator<AnlzSection> {
  if (bytes.length < SHORTEST_HEADER || bytes.toString('latin1', 0, 4) !== FILE_TAG) {
    throw new FileFormatError(path, `${path} is not an analysis file of Rekordbox.`);
  }
  for (let at = bytes.readUInt32BE(4); at < bytes.length; ) {
    const left = bytes.length - at;
    const headerLength = left < SHORTEST_HEADER ? 0 : bytes.readUInt32BE(at + 4);
    const length = left < SHORTEST_HEADER ? 0 : bytes.readUInt32BE(at + 8);
    if (headerLength < SHORTEST_HEADER || length < headerLength || length > left) throw damagedAnlz(path, at);
    yield { tag: bytes.toString('latin1', at, at + 4), bytes: bytes.subarray(at, at + length), headerLength };
    at += length;
  }
}

/** Throws RangeError if entries of equal size are longer than their section. */
export function requireEntries({ bytes, headerLength }: AnlzSection, count: number, size: number): void {
  if (headerLength + count * size > bytes.length) throw new RangeError('the section is shorter than its entries');
}

/** Returns the error for a damaged section at a byte of the file. */
export function damagedAnlz(path: string, at: number, cause?: unknown): FileFormatError {
  return new FileFormatError(path, `${path} is damaged at byte ${at}.`, { cause });
}

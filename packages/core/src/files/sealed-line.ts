import { crc32 } from 'node:zlib';

const CRC_DIGITS = 8;

/** Bytes of a sealed line before its members. */
export const SEAL_LENGTH = seal('').length;

/**
 * Builds a JSON object that begins with the CRC-32 of the rest, and a line feed.
 *
 * @param members Members of the object and its closing brace, e.g. `"id":1}`.
 */
export function sealLine(members: string): string {
  return `${seal(members)}${members}\n`;
}

/** Returns true if a line, without its line feed, matches the checksum of {@link sealLine}. */
export function isSealedLine(line: Buffer): boolean {
  return line.toString('latin1', 0, SEAL_LENGTH) === seal(line.subarray(SEAL_LENGTH));
}

function seal(members: string | Buffer): string {
  return `{"crc":"${crc32(members).toString(16).padStart(CRC_DIGITS, '0')}",`;
}

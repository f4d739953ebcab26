/** Header of a FLAC frame (RFC 9639, 9.1). */
export interface FlacFrameHeader {
  /** Samples per channel. */
  samples: number;
  /** Number of the frame, or of its first sample if `countsSamples`. */
  number: number;
  countsSamples: boolean;
}

const HEADER_POLYNOMIAL = 0x07;
const FRAME_POLYNOMIAL = 0x8005;
export const FLAC_CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 8;
  for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum & 0x8000 ? FRAME_POLYNOMIAL : 0);
  return sum;
});

/** Returns null if there is no frame header or its checksum is wrong. */
export function parseFlacFrame(bytes: Uint8Array, offset: number): FlacFrameHeader | null {
  if (offset + 6 > bytes.length || bytes[offset] !== 0xff || (bytes[offset + 1] & 0xfe) !== 0xf8) return null;
  const sizeCode = bytes[offset + 2] >> 4;
  const rateCode = bytes[offset + 2] & 15;
  if (sizeCode === 0 || rateCode === 15 || bytes[offset + 3] >> 4 > 10 || bytes[offset + 3] & 1) return null;
  const lead = Math.clz32(~bytes[offset + 4] << 24);
  if (lead === 1 || lead > 7) return null;
  let number = bytes[offset + 4] & (0x7f >> lead);
  let at = offset + 5;
  for (; at < offset + 4 + Math.max(1, lead); at++) number = number * 64 + (bytes[at] & 63);
  let samples = sizeCode === 1 ? 192 : sizeCode < 6 ? 576 << (sizeCode - 2) : 256 << (sizeCode - 8);
  if (sizeCode === 6) samples = bytes[at++] + 1;
  if (sizeCode === 7) samples = ((bytes[at++] << 8) | bytes[at++]) + 1;
  if (rateCode === 12) at += 1;
  if (rateCode === 13 || rateCode === 14) at += 2;
  if (at >= bytes.length || checksum(bytes.subarray(offset, at)) !== bytes[at]) return null;
  return { samples, number, countsSamples: (bytes[offset + 1] & 1) !== 0 };
}

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum & 0x80 ? HEADER_POLYNOMIAL : 0)) & 0xff;
  }
  return sum;
}

/** CRC-16. It is 0 for a whole frame, also with zeros after it: a frame ends with its checksum. */
export function flacChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) ^ FLAC_CRC_TABLE[(sum >> 8) ^ byte]) & 0xffff;
  return sum;
}

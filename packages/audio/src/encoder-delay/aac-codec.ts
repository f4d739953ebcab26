import { ascii } from '../formats/ascii.ts';

/** Object types of AAC in an `esds` descriptor (ISO/IEC 14496-1): MPEG-4, and MPEG-2 main, LC and SSR. */
const AAC_TYPES = [0x40, 0x66, 0x67, 0x68];
const ENTRY_TABLE = 8;
const ENTRY_RATE = 32;
const ES_DESCRIPTOR = 3;
const DECODER_CONFIG = 4;

/** Reads the rate of the first entry of an `stsd` box; null if it is not AAC. */
export function aacRate(descriptions: DataView): number | null {
  const bytes = new Uint8Array(descriptions.buffer, descriptions.byteOffset, descriptions.byteLength);
  if (bytes.length < ENTRY_TABLE + ENTRY_RATE + 4 || ascii(bytes, ENTRY_TABLE + 4, 4) !== 'mp4a') return null;
  const esds = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('esds', ENTRY_TABLE, 'latin1');
  if (esds < 0 || !AAC_TYPES.includes(objectType(bytes, esds + 8) ?? -1)) return null;
  const rate = descriptions.getUint16(ENTRY_TABLE + ENTRY_RATE);
  return rate > 0 ? rate : null;
}

function objectType(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] !== ES_DESCRIPTOR) return undefined;
  const content = afterLength(bytes, at + 1);
  const flags = bytes[content + 2] ?? 0;
  const url = flags & 0x40 ? 1 + (bytes[content + 3] ?? 0) : 0;
  const config = content + 3 + (flags & 0x80 ? 2 : 0) + url + (flags & 0x20 ? 2 : 0);
  return bytes[config] === DECODER_CONFIG ? bytes[afterLength(bytes, config + 1)] : undefined;
}

/** A length has up to four bytes of seven bits. */
function afterLength(bytes: Uint8Array, at: number): number {
  let next = at;
  while (next < at + 3 && (bytes[next] ?? 0) & 0x80) next++;
  return next + 1;
}

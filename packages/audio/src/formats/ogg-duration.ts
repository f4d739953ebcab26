import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import type { DeclaredDuration } from './declared-duration.ts';

/** The longest page has 255 segments of 255 bytes. */
const PAGE_LIMIT_BYTES = 27 + 255 + 255 * 255;
const END_OF_STREAM = 4;
const HEAD_BYTES = 4096;

/**
 * Reads the end position in the last whole page of an Ogg file (RFC 3533). A file that ends inside a page is truncated.
 * One that ends with a page but without the end mark is not, since some encoders never set it.
 */
export async function oggDuration(file: AudioFile): Promise<DeclaredDuration> {
  const rate = granuleRate(await file.read(0, HEAD_BYTES));
  const tailStart = Math.max(0, file.size - 2 * PAGE_LIMIT_BYTES);
  const tail = Buffer.from(await file.read(tailStart, file.size - tailStart));
  const last = lastPage(tail);
  if (!rate || !last) return { durationS: null, declared: false, truncated: true };
  const durationS = Math.max(0, (Number(last.granule) - rate.preSkip) / rate.hertz);
  return { durationS, declared: true, truncated: last.cutAfter };
}

/** Reads the granules per second from the first packet of the audio stream. */
function granuleRate(head: Uint8Array): { hertz: number; preSkip: number } | null {
  const bytes = Buffer.from(head);
  const vorbis = bytes.indexOf('\x01vorbis');
  if (vorbis > 0) return { hertz: bytes.readUInt32LE(vorbis + 12), preSkip: 0 };
  const opus = bytes.indexOf('OpusHead');
  if (opus > 0) return { hertz: 48000, preSkip: bytes.readUInt16LE(opus + 10) };
  const flac = bytes.indexOf('\x7fFLAC');
  // 13 bytes of mapping and marker, 4 of block header, 10 in STREAMINFO
  return flac > 0 ? { hertz: bytes.readUIntBE(flac + 27, 3) >> 4, preSkip: 0 } : null;
}

/** Finds the last whole page that ends a packet; `cutAfter` is true if the file ends inside the page after it. */
function lastPage(tail: Buffer): { granule: bigint; cutAfter: boolean } | null {
  let cut = false;
  for (let at = tail.lastIndexOf('OggS'); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1)) {
    if (at + 27 > tail.length) cut = true;
    if (at + 27 > tail.length || ascii(tail, at, 5) !== 'OggS\0') continue;
    const segments = tail.subarray(at + 27, at + 27 + tail[at + 26]);
    const pageEnd = at + 27 + tail[at + 26] + segments.reduce((sum, size) => sum + size, 0);
    const granule = tail.readBigInt64LE(at + 6);
    const whole = segments.length === tail[at + 26] && pageEnd <= tail.length;
    const ended = (tail[at + 5] & END_OF_STREAM) !== 0;
    if (whole && granule >= 0n) return { granule, cutAfter: cut && !ended };
    cut ||= !whole;
  }
  return null;
}

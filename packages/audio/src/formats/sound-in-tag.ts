import type { AudioFile } from './audio-file.ts';
import { isChain, parseMpegFrame } from './mpeg-frame.ts';

/** Size of the largest tag to search. */
const MOST_TAG_BYTES = 1 << 24;
/** Holds any three frames. */
const LOOK_AHEAD_BYTES = 1 << 13;

/** Finds MPEG frames that begin in a tag with too large a size, and continue past its end without a gap. */
export async function soundInTag(file: AudioFile, start: number, end: number): Promise<number | null> {
  if (end - start > MOST_TAG_BYTES || isChain(await file.read(end, LOOK_AHEAD_BYTES), 0, parseMpegFrame)) return null;
  const bytes = await file.read(start, end - start + LOOK_AHEAD_BYTES);
  const tagBytes = end - start;
  for (let at = bytes.indexOf(0xff); at >= 0 && at < tagBytes; at = bytes.indexOf(0xff, at + 1)) {
    if (!isChain(bytes, at, parseMpegFrame)) continue;
    const soundEnd = chainEnd(bytes, at, tagBytes);
    if (soundEnd >= tagBytes) return start + at;
    at = soundEnd - 1;
  }
  return null;
}

/** Returns the offset after the last frame of one kind in a row. */
function chainEnd(bytes: Uint8Array, from: number, limit: number): number {
  const kind = parseMpegFrame(bytes, from)?.kind;
  let at = from;
  while (at < limit) {
    const header = parseMpegFrame(bytes, at);
    if (header?.kind !== kind) break;
    at += header?.frameBytes ?? 0;
  }
  return at;
}

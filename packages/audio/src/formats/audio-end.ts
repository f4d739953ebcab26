import type { AudioFile } from './audio-file.ts';
import { trailingTagsStart } from './trailing-tags.ts';
import { areZeros } from './zero-run.ts';

const PIECE_BYTES = 1 << 20;
/** Zeros to keep, because a frame may end with some. */
const KEPT_BYTES = 1 << 12;

/** Returns the offset after the coded audio: before the tags and zeros at the end of a file. */
export async function audioEnd(file: AudioFile): Promise<number> {
  const end = await trailingTagsStart(file);
  const last = await file.read(end - 1, 1);
  if (last[0] !== 0) return end;
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let to = end; to > 0; to -= PIECE_BYTES) {
    const from = Math.max(0, to - PIECE_BYTES);
    const bytes = piece.subarray(0, await file.readInto(piece.subarray(0, to - from), from));
    if (areZeros(bytes)) continue;
    const lastSound = bytes.findLastIndex((byte) => byte !== 0);
    return Math.min(end, from + lastSound + 1 + KEPT_BYTES);
  }
  return end;
}

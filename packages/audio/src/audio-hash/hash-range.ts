import type { Hash } from 'node:crypto';
import type { AudioFile } from '../formats/audio-file.ts';

const PIECE_BYTES = 1 << 20;

export async function hashRange(file: AudioFile, hash: Hash, start: number, end: number): Promise<void> {
  const piece = new Uint8Array(PIECE_BYTES);
  for (let at = start; at < end; ) {
    const count = await file.readInto(piece.subarray(0, Math.min(PIECE_BYTES, end - at)), at);
    if (count === 0) return;
    hash.update(piece.subarray(0, count));
    at += count;
  }
}

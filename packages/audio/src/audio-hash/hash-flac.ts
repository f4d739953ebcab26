import type { Hash } from 'node:crypto';
import type { AudioFile } from '../formats/audio-file.ts';
import { audioStart } from '../formats/audio-start.ts';
import { trailingTagsStart } from '../formats/trailing-tags.ts';
import { hashRange } from './hash-range.ts';

const LAST_BLOCK = 0x80;
/** Metadata blocks that are not tags: stream info, applications, seek table, cue sheet. */
const KEPT = [0, 2, 3, 5];

/** Hashes a FLAC file: metadata blocks that are not tags, ordered by kind, and all frames (RFC 9639). */
export async function hashFlac(file: AudioFile, hash: Hash): Promise<void> {
  const blocks: { kind: number; start: number; end: number }[] = [];
  let offset = (await audioStart(file)) + 4;
  for (let last = false; !last && offset + 4 <= file.size; ) {
    const head = await file.read(offset, 4);
    const end = offset + 4 + ((head[1] << 16) | (head[2] << 8) | head[3]);
    last = (head[0] & LAST_BLOCK) !== 0;
    blocks.push({ kind: head[0] & ~LAST_BLOCK, start: offset + 4, end });
    offset = end;
  }
  for (const kind of KEPT) {
    for (const block of blocks.filter((each) => each.kind === kind)) {
      hash.update(Uint8Array.of(kind));
      await hashRange(file, hash, block.start, block.end);
    }
  }
  await hashRange(file, hash, offset, await trailingTagsStart(file));
}

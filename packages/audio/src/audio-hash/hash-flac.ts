import type { Hash } from 'node:crypto';
import type { AudioFile } from '../formats/audio-file.ts';
import { audioStart } from '../formats/audio-start.ts';
import { flacBlocks } from '../formats/flac-blocks.ts';
import { trailingTagsStart } from '../formats/trailing-tags.ts';
import { hashRange } from './hash-range.ts';

/** Metadata blocks that are not tags: stream info, applications, seek table, cue sheet. */
const KEPT = [0, 2, 3, 5];

/** Hashes metadata blocks that are not tags, ordered by kind, and all frames (RFC 9639). */
export async function hashFlac(file: AudioFile, hash: Hash): Promise<void> {
  const marker = await audioStart(file);
  const blocks = await flacBlocks(file, marker);
  for (const kind of KEPT) {
    for (const block of blocks.filter((each) => each.kind === kind)) {
      hash.update(Uint8Array.of(kind));
      await hashRange(file, hash, block.content, block.end);
    }
  }
  await hashRange(file, hash, blocks.at(-1)?.end ?? marker, await trailingTagsStart(file));
}

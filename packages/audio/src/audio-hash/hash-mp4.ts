import type { Hash } from 'node:crypto';
import { TrackError } from '@rbassist/core';
import type { AudioFile } from '../formats/audio-file.ts';
import { audioStart } from '../formats/audio-start.ts';
import { type Box, boxesIn } from '../formats/mp4-boxes.ts';
import { hashRange } from './hash-range.ts';

const CONTAINERS = ['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf'];
/** Tags, and free space for more of them. */
const TAGS = ['udta', 'meta', 'free', 'skip', 'wide'];

/** Chunk offsets become relative to the media data, which moves when tags grow. Throws `unreadable` for fragments. */
export async function hashMp4(file: AudioFile, hash: Hash): Promise<void> {
  const start = await audioStart(file);
  const top = await boxesIn(file, start, file.size);
  if (top.some(({ type }) => type === 'moof')) {
    throw new TrackError(
      'unreadable',
      file.path,
      `rbassist cannot hash the audio of ${file.path}: it is a fragmented MP4 file.`,
    );
  }
  const media = top.filter(({ type }) => type === 'mdat');
  for (const box of media) await hashRange(file, hash, box.content, box.end);
  await hashBoxes(
    file,
    hash,
    top.filter(({ type }) => type !== 'mdat'),
    media.map((box) => ({ ...box, content: box.content - start, end: box.end - start })),
  );
}

async function hashBoxes(file: AudioFile, hash: Hash, boxes: readonly Box[], media: readonly Box[]): Promise<void> {
  for (const { type, content, end } of boxes) {
    if (TAGS.includes(type)) continue;
    hash.update(type);
    if (CONTAINERS.includes(type)) await hashBoxes(file, hash, await boxesIn(file, content, end), media);
    else if (type === 'stco' || type === 'co64')
      hashOffsets(await file.read(content, end - content), hash, type, media);
    else await hashRange(file, hash, content, end);
  }
}

/** Hashes a table of chunk offsets, which follow version, flags and count. */
function hashOffsets(table: Uint8Array, hash: Hash, type: 'stco' | 'co64', media: readonly Box[]): void {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const size = type === 'stco' ? 4 : 8;
  const positions: string[] = [];
  for (let at = 8; at + size <= table.length; at += size) {
    const offset = size === 4 ? view.getUint32(at) : Number(view.getBigUint64(at));
    const box = media.findIndex(({ content, end }) => offset >= content && offset < end);
    positions.push(box < 0 ? 'outside' : `${box}:${offset - media[box].content}`);
  }
  hash.update(positions.join());
}

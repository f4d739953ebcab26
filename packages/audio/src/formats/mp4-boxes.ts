import { TrackError } from '@rbassist/core';
import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';

/** A box of an MP4 file, by offsets into the file or the bytes that hold it (ISO/IEC 14496-12). */
export interface Box {
  type: string;
  start: number;
  content: number;
  end: number;
}

const HEAD_BYTES = 8;
export const BOX_HEAD_BYTES = 16;
/** More boxes than any file has. A damaged file may state an endless number. */
const MAX_BOXES = 100_000;

/** Returns undefined if there is no box. `limit` is the end of the parent, which the box's `end` may exceed. */
export function boxAt(head: Uint8Array, start: number, limit: number): Box | undefined {
  if (head.length < HEAD_BYTES) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const stated = view.getUint32(0);
  // 0 means to the end, 1 that the size follows in 64 bits
  const isLong = stated === 1;
  if (isLong && head.length < BOX_HEAD_BYTES) return undefined;
  const size = isLong ? Number(view.getBigUint64(HEAD_BYTES)) : stated === 0 ? limit - start : stated;
  const headBytes = isLong ? BOX_HEAD_BYTES : HEAD_BYTES;
  if (size < headBytes) return undefined;
  return { type: ascii(head, 4, 4), start, content: start + headBytes, end: start + size };
}

/** Stops at a box without a size. The last box may be cut off. */
export async function readableBoxes(file: AudioFile, start: number, end: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = start; at + HEAD_BYTES <= end && boxes.length < MAX_BOXES; ) {
    const box = boxAt(await file.read(at, BOX_HEAD_BYTES), at, end);
    if (!box) break;
    boxes.push({ ...box, end: Math.min(end, box.end) });
    at = box.end;
  }
  return boxes;
}

/** Throws TrackError `corrupt` for a box without a size. */
export async function boxesIn(file: AudioFile, start: number, end: number): Promise<Box[]> {
  const boxes = await readableBoxes(file, start, end);
  if ((boxes.at(-1)?.end ?? start) + HEAD_BYTES <= end)
    throw new TrackError('corrupt', file.path, `${file.path} is damaged: it has a box without a size.`);
  return boxes;
}

/** Lists the boxes at a path of types from the top of a file, e.g. `moov`, `trak`. */
export async function boxesAt(file: AudioFile, path: readonly string[]): Promise<Box[]> {
  let found: Box[] = [{ type: '', start: 0, content: 0, end: file.size }];
  for (const type of path) {
    const inner = await Promise.all(found.map(({ content, end }) => readableBoxes(file, content, end)));
    found = inner.flat().filter((box) => box.type === type);
  }
  return found;
}

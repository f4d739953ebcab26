import { TrackError } from '@rbassist/core';
import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';

/** A box of an MP4 file (ISO/IEC 14496-12). */
export interface Box {
  type: string;
  /** Offsets of the content, without the header. */
  start: number;
  end: number;
}

const HEAD_BYTES = 8;
const LONG_HEAD_BYTES = 16;
/** More than any file has; a damaged one may state boxes without end. */
const MAX_BOXES = 100_000;

/** Lists the boxes in a part of a file, up to one without a size. The last may be cut by the end. */
export async function readableBoxes(file: AudioFile, start: number, end: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let offset = start; offset + HEAD_BYTES <= end && boxes.length < MAX_BOXES; ) {
    const head = await file.read(offset, LONG_HEAD_BYTES);
    if (head.length < HEAD_BYTES) break;
    const view = new DataView(head.buffer);
    const stated = view.getUint32(0);
    // 0 means to the end, 1 that the size follows in 64 bits
    const isLong = stated === 1 && head.length === LONG_HEAD_BYTES;
    const headBytes = isLong ? LONG_HEAD_BYTES : HEAD_BYTES;
    const size = isLong ? Number(view.getBigUint64(HEAD_BYTES)) : stated === 0 ? end - offset : stated;
    if (size < headBytes) break;
    boxes.push({ type: ascii(head, 4, 4), start: offset + headBytes, end: Math.min(end, offset + size) });
    offset += size;
  }
  return boxes;
}

/**
 * Lists the boxes in a part of a file.
 *
 * @throws TrackError `corrupt` for a box without a size.
 */
export async function boxesIn(file: AudioFile, start: number, end: number): Promise<Box[]> {
  const boxes = await readableBoxes(file, start, end);
  if ((boxes.at(-1)?.end ?? start) + HEAD_BYTES <= end)
    throw new TrackError('corrupt', file.path, `${file.path} is damaged: it has a box without a size.`);
  return boxes;
}

/** Lists the boxes at a path of types from the top of a file, such as `moov`, `trak`. */
export async function boxesAt(file: AudioFile, path: readonly string[]): Promise<Box[]> {
  let found: Box[] = [{ type: '', start: 0, end: file.size }];
  for (const type of path) {
    const inner = await Promise.all(found.map(({ start, end }) => readableBoxes(file, start, end)));
    found = inner.flat().filter((box) => box.type === type);
  }
  return found;
}

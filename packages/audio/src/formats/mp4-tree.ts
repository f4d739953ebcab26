import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';

/** A box of an MP4 file; `offset` and `end` are those of its content. */
export interface Mp4Box {
  type: string;
  offset: number;
  end: number;
}

const HEAD_BYTES = 8;
const LONG_HEAD_BYTES = 16;
/** More than any file has; a damaged one may state boxes without end. */
const MAX_BOXES = 100_000;

/** Lists the boxes between two offsets, whole or cut by the end. */
export async function mp4Boxes(file: AudioFile, from: number, to: number): Promise<Mp4Box[]> {
  const boxes: Mp4Box[] = [];
  for (let offset = from; offset + HEAD_BYTES <= to && boxes.length < MAX_BOXES; ) {
    const head = await file.read(offset, LONG_HEAD_BYTES);
    if (head.length < HEAD_BYTES) break;
    const view = new DataView(head.buffer);
    const isLong = view.getUint32(0) === 1 && head.length === LONG_HEAD_BYTES;
    const headBytes = isLong ? LONG_HEAD_BYTES : HEAD_BYTES;
    const stated = isLong ? Number(view.getBigUint64(8)) : view.getUint32(0);
    // 0 means "to the end"
    const size = stated === 0 ? to - offset : stated;
    if (size < headBytes) break;
    boxes.push({ type: ascii(head, 4, 4), offset: offset + headBytes, end: Math.min(to, offset + size) });
    offset += size;
  }
  return boxes;
}

/** Lists the boxes at a path of types from the top of a file, such as `moov`, `trak`. */
export async function mp4BoxesAt(file: AudioFile, path: readonly string[]): Promise<Mp4Box[]> {
  let found: Mp4Box[] = [{ type: '', offset: 0, end: file.size }];
  for (const type of path) {
    const inner = await Promise.all(found.map(({ offset, end }) => mp4Boxes(file, offset, end)));
    found = inner.flat().filter((box) => box.type === type);
  }
  return found;
}

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

/**
 * Lists the boxes in a part of a file.
 *
 * @throws TrackError `corrupt` for a box without a size.
 */
export async function boxesIn(file: AudioFile, start: number, end: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let offset = start; offset + 8 <= end; ) {
    const head = await file.read(offset, 16);
    const view = new DataView(head.buffer);
    const stated = view.getUint32(0);
    // 0 means to the end, 1 that the size follows in 64 bits
    const long = stated === 1 && head.length === 16;
    const size = long ? Number(view.getBigUint64(8)) : stated === 0 ? end - offset : stated;
    const headBytes = long ? 16 : 8;
    if (size < headBytes)
      throw new TrackError('corrupt', file.path, `${file.path} is damaged: it has a box without a size.`);
    boxes.push({ type: ascii(head, 4, 4), start: offset + headBytes, end: Math.min(end, offset + size) });
    offset += size;
  }
  return boxes;
}

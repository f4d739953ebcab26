import { ascii } from '../../formats/ascii.ts';
import { refuse } from './tag-refusal.ts';

/** A box of an MP4 file, by offsets into the bytes or the file that holds it (ISO/IEC 14496-12). */
export interface Box {
  type: string;
  start: number;
  content: number;
  end: number;
}

/** Size of the largest header of a box. */
export const BOX_HEAD_BYTES = 16;
const SHORT_HEAD_BYTES = 8;
const FOUR_GIB = 2 ** 32;

/**
 * Reads the header of a box.
 *
 * @param limit End of what holds the box.
 * @returns undefined if no box is there. `end` may exceed the limit.
 */
export function boxAt(head: Uint8Array, start: number, limit: number): Box | undefined {
  if (head.length < SHORT_HEAD_BYTES) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const stated = view.getUint32(0);
  const isLong = stated === 1;
  if (isLong && head.length < BOX_HEAD_BYTES) return undefined;
  // a size of 0 reaches to the end
  const size = isLong ? Number(view.getBigUint64(SHORT_HEAD_BYTES)) : stated === 0 ? limit - start : stated;
  const headBytes = isLong ? BOX_HEAD_BYTES : SHORT_HEAD_BYTES;
  if (size < headBytes) return undefined;
  return { type: ascii(head, 4, 4), start, content: start + headBytes, end: start + size };
}

/**
 * Lists the boxes in a range.
 *
 * @throws TagRefusal if they do not fill it, but for a few bytes at its end.
 */
export function boxesIn(bytes: Uint8Array, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at + SHORT_HEAD_BYTES <= end; ) {
    const box = boxAt(bytes.subarray(at, Math.min(end, at + BOX_HEAD_BYTES)), at, end);
    if (!box || box.end > end) refuse('its MP4 boxes are damaged');
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** Builds a box. */
export function newBox(type: string, ...content: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(SHORT_HEAD_BYTES);
  head.write(type, 4, 'latin1');
  return resized(Buffer.concat([head, ...content]), SHORT_HEAD_BYTES);
}

/** Returns the bytes of a box with other content and the same kind of header. */
export function withContent(bytes: Uint8Array, { start, content }: Box, ...parts: readonly Uint8Array[]): Buffer {
  return resized(Buffer.concat([bytes.subarray(start, content), ...parts]), content - start);
}

function resized(box: Buffer, headBytes: number): Buffer {
  if (headBytes === BOX_HEAD_BYTES) box.writeBigUInt64BE(BigInt(box.length), SHORT_HEAD_BYTES);
  else if (box.length >= FOUR_GIB) refuse('its tags would exceed 4 GB');
  else box.writeUInt32BE(box.length, 0);
  return box;
}

import { BOX_HEAD_BYTES, type Box, boxAt } from '../../formats/mp4-boxes.ts';
import { refuse } from './tag-refusal.ts';

const SHORT_HEAD_BYTES = 8;
const FOUR_GIB = 2 ** 32;

/** Throws TagRefusal if the boxes do not fill the range, except for a few bytes at its end. */
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

export function newBox(type: string, ...content: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(SHORT_HEAD_BYTES);
  head.write(type, 4, 'latin1');
  return resized(Buffer.concat([head, ...content]), SHORT_HEAD_BYTES);
}

export function withContent(bytes: Uint8Array, { start, content }: Box, ...parts: readonly Uint8Array[]): Buffer {
  return resized(Buffer.concat([bytes.subarray(start, content), ...parts]), content - start);
}

function resized(box: Buffer, headBytes: number): Buffer {
  if (headBytes === BOX_HEAD_BYTES) box.writeBigUInt64BE(BigInt(box.length), SHORT_HEAD_BYTES);
  else if (box.length >= FOUR_GIB) refuse('its tags would exceed 4 GB');
  else box.writeUInt32BE(box.length, 0);
  return box;
}

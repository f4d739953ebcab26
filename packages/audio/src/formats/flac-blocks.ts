import type { AudioFile } from './audio-file.ts';

/** A metadata block of a FLAC file (RFC 9639, 8). */
export interface FlacBlock {
  kind: number;
  isLast: boolean;
  start: number;
  content: number;
  end: number;
}

export const FLAC_COMMENTS = 4;

const MARKER_BYTES = 4;
const HEAD_BYTES = 4;
const LAST = 0x80;
/** More blocks than any file has. A damaged file may state millions of empty blocks. */
const MOST_BLOCKS = 10_000;

/** In a damaged file, the blocks after the marker `fLaC` end with the file, and none is the last. */
export async function flacBlocks(file: AudioFile, marker: number): Promise<FlacBlock[]> {
  const blocks: FlacBlock[] = [];
  for (let start = marker + MARKER_BYTES; start + HEAD_BYTES <= file.size && blocks.length < MOST_BLOCKS; ) {
    const head = await file.read(start, HEAD_BYTES);
    const isLast = (head[0] & LAST) !== 0;
    const content = start + HEAD_BYTES;
    const end = content + ((head[1] << 16) | (head[2] << 8) | head[3]);
    blocks.push({ kind: head[0] & ~LAST, isLast, start, content, end });
    if (isLast) break;
    start = end;
  }
  return blocks;
}

import { audioEnd } from './audio-end.ts';
import type { AudioFile } from './audio-file.ts';
import { audioStart } from './audio-start.ts';
import { flacBlocks } from './flac-blocks.ts';

export interface FlacStream {
  sampleRate: number;
  /** Samples per channel that STREAMINFO states; 0 if the encoder did not know. */
  statedSamples: number;
  /** Samples of every frame except the last; the smallest number if they differ. */
  blockSamples: number;
  /** Largest frame, in bytes, that STREAMINFO states; 0 if unknown. */
  mostFrameBytes: number;
  /** Offset of the first frame. */
  start: number;
  /** Offset of the tags after the last frame. */
  end: number;
}

const MARKER_BYTES = 4;
const BLOCK_HEAD_BYTES = 4;
const STREAM_INFO_BYTES = 34;

/** STREAMINFO is always the first metadata block (RFC 9639, 8). */
export async function findFlacStream(file: AudioFile): Promise<FlacStream> {
  const marker = await audioStart(file);
  const head = await file.read(marker, MARKER_BYTES + BLOCK_HEAD_BYTES + STREAM_INFO_BYTES);
  const blocks = await flacBlocks(file, marker);
  const info = new DataView(head.buffer, MARKER_BYTES + BLOCK_HEAD_BYTES);
  return {
    sampleRate: info.getUint32(10) >>> 12,
    statedSamples: (info.getUint8(13) & 15) * 2 ** 32 + info.getUint32(14),
    blockSamples: info.getUint16(0),
    mostFrameBytes: info.getUint32(6) & 0xffffff,
    start: blocks.at(-1)?.end ?? marker + MARKER_BYTES,
    end: await audioEnd(file),
  };
}

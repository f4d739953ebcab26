import { ascii } from './ascii.ts';
import type { MpegFrameHeader } from './mpeg-frame.ts';

/** Content of the silent first frame of an MP3: the tag Xing, Info or VBRI. */
export interface InfoTag {
  /** Frames after this one; null if the tag does not state it. */
  frames: number | null;
  /** Samples to cut from the start and the end of the decoded frames, including the decoder's own delay. */
  startPadding: number;
  endPadding: number;
}

/** Sizes in bytes of a Xing tag's optional fields, in the order of their flag bits: frames, bytes, table, quality. */
const XING_FIELDS = [4, 4, 100, 4];
/** Delay of every MP3 decoder, in samples. */
const DECODER_DELAY = 529;

/** Reads the tag in a frame: Xing or Info after the side information, VBRI 32 bytes after the header. */
export function readInfoTag(frame: Uint8Array, { infoOffset }: MpegFrameHeader): InfoTag | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length >= 54 && ascii(frame, 36, 4) === 'VBRI') {
    return { frames: view.getUint32(36 + 14), startPadding: 0, endPadding: 0 };
  }
  const id = ascii(frame, infoOffset, 4);
  if ((id !== 'Xing' && id !== 'Info') || frame.length < infoOffset + 12) return null;
  const flags = view.getUint32(infoOffset + 4);
  const frames = (flags & 1) === 0 ? null : view.getUint32(infoOffset + 8);
  const lame = XING_FIELDS.reduce((at, size, bit) => at + (flags & (1 << bit) ? size : 0), infoOffset + 8);
  const encoder = ascii(frame, lame, 4);
  if (frame.length < lame + 24 || !/^(LAME|Lav[cf]|L3\.9)/.test(encoder)) {
    return { frames, startPadding: 0, endPadding: 0 };
  }
  const delay = (frame[lame + 21] << 4) | (frame[lame + 22] >> 4);
  const padding = ((frame[lame + 22] & 15) << 8) | frame[lame + 23];
  return { frames, startPadding: delay + DECODER_DELAY, endPadding: Math.max(0, padding - DECODER_DELAY) };
}

export function paddingRanges(
  { frames, startPadding, endPadding }: InfoTag,
  samplesPerFrame: number,
): [number, number][] {
  const end = (frames ?? 0) * samplesPerFrame;
  const ranges: [number, number][] = [[0, startPadding]];
  if (endPadding > 0 && end - endPadding > startPadding) ranges.push([end - endPadding, end]);
  return ranges;
}

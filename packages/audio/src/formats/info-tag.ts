import type { EncoderDelay } from '@rbassist/core';
import { ascii } from './ascii.ts';
import { crc16 } from './crc16.ts';
import type { MpegFrameHeader } from './mpeg-frame.ts';

/** Content of the silent first frame of an MP3: the tag Xing, Info or VBRI. */
export interface InfoTag {
  header: Exclude<EncoderDelay['header'], 'none' | 'aac'>;
  /** Frames after this one; null if the tag does not state it. */
  frames: number | null;
  /** Samples to cut from the start and the end of the decoded frames, including the decoder's own delay. */
  startPadding: number;
  endPadding: number;
  /** Samples that ffmpeg cuts from the start. It decodes a tag without sizes as sound, and knows fewer encoders. */
  ffmpegCut: number;
}

/** Sizes in bytes of a Xing tag's optional fields, in the order of their flag bits: frames, bytes, table, quality. */
const XING_FIELDS = [4, 4, 100, 4];
/** Delay of every MP3 decoder, in samples. */
const DECODER_DELAY = 529;

/** Bytes from the LAME tag to its CRC-16, which covers the frame up to there. */
const CRC_OFFSET = 34;
const TAG_BYTES = CRC_OFFSET + 2;
/** Encoders that fill in the LAME tag. `L3.9` is a short form of LAME 3.9x. */
const ENCODERS = ['LAME', 'L3.9', 'Lavc', 'Lavf'];
const LAME_ENCODERS = ['LAME', 'L3.9'];
const FFMPEG_KNOWS = ['LAME', 'Lavc', 'Lavf'];

/** Reads the tag in a frame: Xing or Info after the side information, VBRI 32 bytes after the header. */
export function readInfoTag(frame: Uint8Array, header: MpegFrameHeader): InfoTag | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length >= 54 && ascii(frame, 36, 4) === 'VBRI') {
    const frames = view.getUint32(36 + 14);
    const isSized = frames > 0 || view.getUint32(36 + 10) > 0;
    return { header: 'vbri', frames, startPadding: 0, endPadding: 0, ffmpegCut: isSized ? 0 : -header.samples };
  }
  return readXingTag(frame, view, header);
}

function readXingTag(frame: Uint8Array, view: DataView, { infoOffset, samples }: MpegFrameHeader): InfoTag | null {
  const id = ascii(frame, infoOffset, 4);
  if ((id !== 'Xing' && id !== 'Info') || frame.length < infoOffset + 12) return null;
  const flags = view.getUint32(infoOffset + 4);
  const offsets = fieldOffsets(flags, infoOffset + 8);
  const field = (at: number | undefined) => (at !== undefined && at + 4 <= frame.length ? view.getUint32(at) : 0);
  const frames = (flags & 1) === 0 ? null : field(offsets[0]);
  const silentCut = frames || field(offsets[1]) ? 0 : -samples;
  const lame = offsets[XING_FIELDS.length] as number;
  const encoder = ascii(frame, lame, 4);
  if (frame.length < lame + 24 || !ENCODERS.includes(encoder)) {
    return { header: 'info', frames, startPadding: 0, endPadding: 0, ffmpegCut: silentCut };
  }
  const delay = (frame[lame + 21] << 4) | (frame[lame + 22] >> 4);
  const padding = ((frame[lame + 22] & 15) << 8) | frame[lame + 23];
  const startPadding = delay + DECODER_DELAY;
  return {
    header: LAME_ENCODERS.includes(encoder) ? lameHeader(frame, view, lame) : 'info',
    frames,
    startPadding,
    endPadding: Math.max(0, padding - DECODER_DELAY),
    ffmpegCut: silentCut + (FFMPEG_KNOWS.includes(encoder) ? startPadding : 0),
  };
}

/** Returns the offset of each field that exists, and of the end. */
function fieldOffsets(flags: number, start: number): (number | undefined)[] {
  const offsets: (number | undefined)[] = [];
  let at = start;
  XING_FIELDS.forEach((size, bit) => {
    const exists = (flags & (1 << bit)) !== 0;
    offsets.push(exists ? at : undefined);
    if (exists) at += size;
  });
  return [...offsets, at];
}

function lameHeader(frame: Uint8Array, view: DataView, lame: number): 'lame' | 'lame-bad-crc' {
  if (frame.length < lame + TAG_BYTES) return 'lame-bad-crc';
  return crc16(frame.subarray(0, lame + CRC_OFFSET)) === view.getUint16(lame + CRC_OFFSET) ? 'lame' : 'lame-bad-crc';
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

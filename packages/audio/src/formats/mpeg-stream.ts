import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { audioStart } from './audio-start.ts';
import { type InfoTag, readInfoTag } from './info-tag.ts';
import { type FrameHeader, findFrames, type MpegFrameHeader, type ParseFrame, parseMpegFrame } from './mpeg-frame.ts';

/** Longest junk before the first frame. */
const JUNK_BYTES = 1 << 18;
/** Longest damaged tag before the first frame, in bytes. Its stated size is wrong. */
const DAMAGED_TAG_BYTES = 1 << 24;

export interface FrameStream<Header extends FrameHeader> {
  /** Offset of the first frame. */
  start: number;
  header: Header;
}

export interface MpegStream extends FrameStream<MpegFrameHeader> {
  /** Content of the first frame if it is silent; `start` is then the frame after it. */
  info: InfoTag | null;
}

export async function findFrameStream<Header extends FrameHeader>(
  file: AudioFile,
  parse: ParseFrame<Header>,
): Promise<FrameStream<Header> | null> {
  const from = await audioStart(file);
  const isTag = ascii(await file.read(from, 3), 0, 3) === 'ID3';
  const bytes = await file.read(from, isTag ? DAMAGED_TAG_BYTES : JUNK_BYTES);
  const at = findFrames(bytes, parse);
  const header = at < 0 ? null : parse(bytes, at);
  return header && { start: from + at, header };
}

export async function findMpegStream(file: AudioFile): Promise<MpegStream | null> {
  const found = await findFrameStream(file, parseMpegFrame);
  if (!found) return null;
  const info = readInfoTag(await file.read(found.start, found.header.frameBytes), found.header);
  return { ...found, info, start: info ? found.start + found.header.frameBytes : found.start };
}

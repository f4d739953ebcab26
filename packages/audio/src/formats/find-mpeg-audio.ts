import type { AudioFile } from './audio-file.ts';
import { findFrames, type MpegFrameHeader, parseMpegFrame } from './mpeg-frame.ts';
import { skipId3 } from './skip-id3.ts';

const SEARCH_BYTES = 256 * 1024;

/** Finds the first MPEG audio frame of a file, after tags and junk. */
export async function findMpegAudio(file: AudioFile): Promise<{ offset: number; header: MpegFrameHeader } | null> {
  const start = await skipId3(file);
  const bytes = await file.read(start, SEARCH_BYTES);
  const at = findFrames(bytes, parseMpegFrame);
  const header = at < 0 ? null : parseMpegFrame(bytes, at);
  return header && { offset: start + at, header };
}

import type { AudioFile } from './audio-file.ts';
import { FLAC_CRC_TABLE, type FlacFrameHeader, parseFlacFrame } from './flac-frame.ts';

const PIECE_BYTES = 1 << 17;
const HEADER_BYTES = 16;
const MARKER = Buffer.from('fLaC');
/** Longest frame to keep. No audio has longer ones. */
const MOST_FRAME_BYTES = 1 << 20;

/** Maximum number of frames that damage may have removed at one place. */
const MOST_MISSING = 1000;

/**
 * Reads a FLAC file frame by frame. A frame ends where its checksum is right and another frame begins. A damaged frame
 * ends where a frame with a slightly higher number begins, and is left out. The last frame may have junk after it.
 */
export async function* flacFrames(
  file: AudioFile,
  { start, end }: { start: number; end: number },
): AsyncGenerator<Uint8Array[]> {
  let rest: Uint8Array = new Uint8Array(0);
  let expected = 0;
  for (let offset = start; offset < end; ) {
    const piece = await file.read(offset, Math.min(PIECE_BYTES, end - offset));
    if (piece.length === 0) return;
    offset += piece.length;
    const bytes: Uint8Array = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const stop = offset >= end ? bytes.length : bytes.length - HEADER_BYTES;
    const frames: Uint8Array[] = [];
    let frame = -1;
    let sum = 0;
    for (let at = 0; at < stop; at++) {
      if (bytes[at] === 0xff && (bytes[at + 1] & 0xfe) === 0xf8) {
        const header = parseFlacFrame(bytes, at);
        if (header && (frame < 0 || sum === 0 || follows(header, expected))) {
          if (frame >= 0 && sum === 0) frames.push(bytes.subarray(frame, at));
          frame = at;
          sum = 0;
          expected = header.number + (header.countsSamples ? header.samples : 1);
        }
      }
      // another FLAC file begins
      if (frame >= 0 && sum === 0 && bytes[at] === MARKER[0] && MARKER.equals(bytes.subarray(at, at + 4))) {
        frames.push(bytes.subarray(frame, at));
        frame = -1;
      }
      sum = ((sum << 8) ^ FLAC_CRC_TABLE[(sum >> 8) ^ bytes[at]]) & 0xffff;
    }
    if (offset >= end && frame >= 0) frames.push(bytes.subarray(frame));
    if (frames.length > 0) yield frames;
    const kept = frame < 0 ? bytes.subarray(stop) : bytes.subarray(frame);
    rest = kept.length > MOST_FRAME_BYTES ? new Uint8Array(0) : kept;
  }
}

function follows({ number, countsSamples, samples }: FlacFrameHeader, expected: number): boolean {
  return number >= expected && number <= expected + MOST_MISSING * (countsSamples ? samples : 1);
}

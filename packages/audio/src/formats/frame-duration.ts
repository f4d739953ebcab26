import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { type DeclaredDuration, UNKNOWN_DURATION } from './declared-duration.ts';
import { findMpegAudio } from './find-mpeg-audio.ts';
import { type FrameHeader, findFrames, type ParseFrame, parseAdtsFrame, parseMpegFrame } from './mpeg-frame.ts';
import { skipId3 } from './skip-id3.ts';

const SEARCH_BYTES = 256 * 1024;
const PIECE_BYTES = 1 << 20;
/** Sizes in bytes of a Xing tag's optional fields, in the order of their flag bits: frames, bytes, table, quality. */
const XING_FIELDS = [4, 4, 100, 4];

/** Reads an MP3 file's Xing, Info or VBRI tag. Without one, counts the frames; the length is then not declared. */
export async function mp3Duration(file: AudioFile): Promise<DeclaredDuration> {
  const found = await findMpegAudio(file);
  if (!found) return UNKNOWN_DURATION;
  const { offset, header } = found;
  const frame = await file.read(offset, header.frameBytes);
  const samples = promisedSamples(frame, header.infoOffset, header.samples);
  if (samples !== null) return { durationS: samples / header.sampleRate, declared: true, truncated: false };
  return countFrames(file, offset, parseMpegFrame);
}

/** Counts the frames of raw AAC, which declares no length. */
export async function adtsDuration(file: AudioFile): Promise<DeclaredDuration> {
  const start = await skipId3(file);
  const first = findFrames(await file.read(start, SEARCH_BYTES), parseAdtsFrame);
  if (first < 0) return UNKNOWN_DURATION;
  return countFrames(file, start + first, parseAdtsFrame);
}

/** Reads the tag in the silent first frame: Xing or Info after the side information, VBRI 32 bytes after the header. */
function promisedSamples(frame: Uint8Array, infoOffset: number, samplesPerFrame: number): number | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length >= 54 && ascii(frame, 36, 4) === 'VBRI') return view.getUint32(36 + 14) * samplesPerFrame;
  const id = ascii(frame, infoOffset, 4);
  if ((id !== 'Xing' && id !== 'Info') || frame.length < infoOffset + 12) return null;
  const flags = view.getUint32(infoOffset + 4);
  if ((flags & 1) === 0) return null;
  const samples = view.getUint32(infoOffset + 8) * samplesPerFrame;
  const lame = XING_FIELDS.reduce((at, size, bit) => at + (flags & (1 << bit) ? size : 0), infoOffset + 8);
  const encoder = ascii(frame, lame, 4);
  if (frame.length < lame + 24 || !/^(LAME|Lav[cf]|L3\.9)/.test(encoder)) return samples;
  const delay = (frame[lame + 21] << 4) | (frame[lame + 22] >> 4);
  const padding = ((frame[lame + 22] & 15) << 8) | frame[lame + 23];
  return Math.max(0, samples - delay - padding);
}

/** Steps from header to header through the whole file, which is far faster than decoding it. */
async function countFrames<Header extends FrameHeader>(
  file: AudioFile,
  start: number,
  parse: ParseFrame<Header>,
): Promise<DeclaredDuration> {
  let samples = 0;
  let sampleRate = 0;
  let offset = start;
  for (let pieceStart = start; pieceStart < file.size; pieceStart = offset) {
    const piece = await file.read(pieceStart, PIECE_BYTES);
    let at = 0;
    // a header is at most 7 bytes long
    while (at + 7 <= piece.length) {
      const header = parse(piece, at);
      if (header) {
        samples += header.samples;
        sampleRate = header.sampleRate;
        at += header.frameBytes;
      } else {
        const next = piece.indexOf(0xff, at + 1);
        at = next < 0 ? piece.length : next;
      }
    }
    offset = pieceStart + Math.max(at, 1);
    if (piece.length < PIECE_BYTES) break;
  }
  return { durationS: sampleRate ? samples / sampleRate : null, declared: false, truncated: false };
}

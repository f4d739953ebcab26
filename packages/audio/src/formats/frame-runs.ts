import type { AudioFile } from './audio-file.ts';
import { type FrameHeader, isChain, type ParseFrame } from './mpeg-frame.ts';

/** Whole frames of one rate and number of channels. */
export interface FrameRun<Header extends FrameHeader> {
  /** Header of the first frame; null if the file ends inside the first frame. */
  header: Header | null;
  /** The frames, valid until the next run is read. */
  bytes: Uint8Array;
  offset: number;
  frames: number;
  /** Samples per channel. */
  samples: number;
  /** True if the file, or its audio, ends inside the next frame. */
  cut: boolean;
}

const HEADER_BYTES = 4;
/** Holds any three frames. */
const LOOK_AHEAD_BYTES = 1 << 15;
/** Longest junk between two frames. Audio after it does not belong to the track. */
export const MOST_JUNK_BYTES = 1 << 26;

/** Steps from frame to frame without decoding, and skips junk. `end` is the offset of the tags after the audio. */
export async function* frameRuns<Header extends FrameHeader>(
  file: AudioFile,
  { start, end, parse, pieceBytes }: { start: number; end: number; parse: ParseFrame<Header>; pieceBytes: number },
): AsyncGenerator<FrameRun<Header>> {
  const buffer = new Uint8Array(pieceBytes + LOOK_AHEAD_BYTES);
  let kind = -1;
  let soundEnd = start;
  for (let offset = start; offset < end && offset - soundEnd < MOST_JUNK_BYTES; ) {
    const wanted = Math.min(buffer.length, end - offset);
    const piece = buffer.subarray(0, await file.readInto(buffer.subarray(0, wanted), offset));
    const isLast = piece.length < buffer.length;
    const stop = isLast ? piece.length : pieceBytes;
    let run: FrameRun<Header> | null = null;
    let at = 0;
    while (at < stop) {
      const header = parse(piece, at);
      const cutHere = isLast && kind >= 0 && at + (header?.frameBytes ?? HEADER_BYTES) > piece.length;
      if (cutHere && piece[at] === 0xff && (header?.kind ?? kind) === kind) {
        yield { ...(run ?? nothingAt(offset + at)), cut: true };
        return;
      }
      if (!header || (header.kind !== kind && !isChain(piece, at, parse))) {
        if (run) yield run;
        run = null;
        kind = -1;
        const next = piece.indexOf(0xff, at + 1);
        at = next < 0 ? stop : next;
        continue;
      }
      if (run?.header && (run.header.kind !== header.kind || run.header.channelCount !== header.channelCount)) {
        yield run;
        run = null;
      }
      kind = header.kind;
      run ??= { header, bytes: piece.subarray(at, at), offset: offset + at, frames: 0, samples: 0, cut: false };
      at += header.frameBytes;
      run.bytes = piece.subarray(run.offset - offset, at);
      run.frames++;
      run.samples += header.samples;
      soundEnd = offset + at;
    }
    if (run) yield run;
    if (isLast || piece.length === 0) return;
    offset += Math.max(1, at);
  }
}

function nothingAt(offset: number) {
  return { header: null, bytes: new Uint8Array(0), offset, frames: 0, samples: 0 };
}

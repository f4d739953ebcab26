import type { AudioFile } from './audio-file.ts';
import { type DeclaredDuration, isWellShort, UNKNOWN_DURATION } from './declared-duration.ts';
import { flacChecksum, parseFlacFrame } from './flac-frame.ts';
import { type FlacStream, findFlacStream } from './flac-stream.ts';

/** Bytes from the end in which to look for the last frame, if STREAMINFO does not state the largest frame. */
const TAIL_BYTES = 1 << 17;

/** The last frame has a number and a checksum. If it is whole, a different length in STREAMINFO is wrong. */
export async function flacDuration(file: AudioFile): Promise<DeclaredDuration> {
  const stream = await findFlacStream(file);
  const { sampleRate, statedSamples } = stream;
  if (sampleRate === 0) return UNKNOWN_DURATION;
  const statedS = statedSamples > 0 ? statedSamples / sampleRate : null;
  const last = await lastFrame(file, stream);
  if (!last) return { durationS: statedS, declared: statedS !== null, truncated: false };
  const durationS = last.endSample / sampleRate;
  const isComplete = last.isWhole || (statedSamples > 0 && last.endSample >= statedSamples);
  if (!isComplete) return { durationS, declared: true, truncated: true, ...(statedS !== null && { statedS }) };
  const isWrong = statedS !== null && (isWellShort(durationS, statedS) || isWellShort(statedS, durationS));
  return { durationS, declared: true, truncated: false, ...(isWrong && { statedS }) };
}

/** If no frame ends where the file ends, the last one is cut off or has junk after it. */
async function lastFrame(
  file: AudioFile,
  { start, end, blockSamples, mostFrameBytes }: FlacStream,
): Promise<{ endSample: number; isWhole: boolean } | null> {
  const tailStart = Math.max(start, end - Math.max(TAIL_BYTES, 2 * mostFrameBytes));
  const tail = Buffer.from(await file.read(tailStart, end - tailStart));
  let begun: { endSample: number; isWhole: boolean } | null = null;
  for (let at = tail.lastIndexOf(0xff); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(0xff, at - 1)) {
    const header = parseFlacFrame(tail, at);
    if (!header) continue;
    const isWhole = flacChecksum(tail.subarray(at)) === 0;
    const firstSample = header.countsSamples ? header.number : header.number * blockSamples;
    if (isWhole) return { endSample: firstSample + header.samples, isWhole };
    begun ??= { endSample: firstSample + header.samples, isWhole };
  }
  return begun;
}

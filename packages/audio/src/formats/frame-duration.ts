import { audioEnd } from './audio-end.ts';
import type { AudioFile } from './audio-file.ts';
import { type DeclaredDuration, isWellShort, UNKNOWN_DURATION } from './declared-duration.ts';
import { frameRuns, MOST_JUNK_BYTES } from './frame-runs.ts';
import { paddingRanges } from './info-tag.ts';
import { type FrameHeader, type ParseFrame, parseAdtsFrame, parseMpegFrame } from './mpeg-frame.ts';
import { type FrameStream, findFrameStream, findMpegStream } from './mpeg-stream.ts';
import { trailingTagsStart } from './trailing-tags.ts';

const PIECE_BYTES = 1 << 20;
/** Share by which the mean frame size of an MP3 may differ between its parts. */
const SIZE_TOLERANCE = 0.15;

/** If a Xing, Info or VBRI tag states far more frames, the file is truncated only if its size agrees with the tag. */
export async function mp3Duration(file: AudioFile): Promise<DeclaredDuration> {
  const stream = await findMpegStream(file);
  if (!stream) return UNKNOWN_DURATION;
  const { info, header, start } = stream;
  const { seconds, frames, bytes, cut, irregular } = await countFrames(file, stream, parseMpegFrame);
  const samples = Math.round(seconds * header.sampleRate);
  const padding = info ? paddingRanges(info, header.samples) : [];
  const cutSamples = padding.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, samples) - from), 0);
  const durationS = (samples - cutSamples) / header.sampleRate;
  if (!info?.frames || frames === 0) return { durationS, declared: true, truncated: cut, irregular };
  const statedS = (info.frames * header.samples) / header.sampleRate;
  const isWrong = isWellShort(seconds, statedS) || isWellShort(statedS, seconds);
  const fileBytes = (await trailingTagsStart(file)) - start;
  const sizeAgrees = Math.abs(fileBytes / ((bytes / frames) * info.frames) - 1) < SIZE_TOLERANCE;
  const isFilledUp = isWellShort(seconds, statedS) && sizeAgrees;
  return { durationS, declared: true, truncated: cut || isFilledUp, irregular, ...(isWrong && { statedS }) };
}

export async function adtsDuration(file: AudioFile): Promise<DeclaredDuration> {
  const stream = await findFrameStream(file, parseAdtsFrame);
  if (!stream) return UNKNOWN_DURATION;
  const { seconds, cut } = await countFrames(file, stream, parseAdtsFrame);
  return { durationS: seconds, declared: true, truncated: cut };
}

/** Much faster than decoding. */
async function countFrames<Header extends FrameHeader>(
  file: AudioFile,
  { start }: FrameStream<Header>,
  parse: ParseFrame<Header>,
): Promise<{ seconds: number; frames: number; bytes: number; cut: boolean; irregular: boolean }> {
  const count = { seconds: 0, frames: 0, bytes: 0, cut: false, irregular: false };
  let format: string | null = null;
  let soundEnd = start;
  const end = await audioEnd(file);
  for await (const run of frameRuns(file, { start, end, parse, pieceBytes: PIECE_BYTES })) {
    if (run.header) {
      count.seconds += run.samples / run.header.sampleRate;
      const { kind, channelCount } = run.header;
      const isNew = format !== null && format !== `${kind}/${channelCount}`;
      count.irregular ||= isNew || run.offset !== soundEnd;
      format = `${kind}/${channelCount}`;
      soundEnd = run.offset + run.bytes.length;
    }
    count.frames += run.frames;
    count.bytes += run.bytes.length;
    count.cut = run.cut;
  }
  // ffmpeg would search all of it, and may find other audio
  count.irregular ||= end - soundEnd >= MOST_JUNK_BYTES;
  return count;
}

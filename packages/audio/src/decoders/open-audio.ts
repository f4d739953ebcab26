import { type EncoderDelay, OptionError, TrackError, type TrackErrorKind } from '@rbassist/core';
import { repairSamples } from '../dsp/repair-samples.ts';
import { trimBlocks } from '../dsp/trim-blocks.ts';
import { type CodedStart, codedStart, delayBy } from '../encoder-delay/coded-start.ts';
import { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { type DeclaredDuration, isWellShort } from '../formats/declared-duration.ts';
import { readDuration } from '../formats/read-duration.ts';
import { formatOf } from '../formats/sniff-format.ts';
import { headerWarning, partialWarning, throwIfStopped } from '../track-errors.ts';
import type { AudioDecoder, DecodeRequest, PcmStream } from './audio-decoder.ts';
import { availableDecoders } from './available-decoders.ts';
import { FFMPEG } from './ffmpeg-name.ts';
import { ffmpegInstallCommand } from './find-ffmpeg.ts';

/** Options of {@link openAudio}. */
export interface OpenAudioOptions {
  /** Start, in seconds. @default 0 */
  startS?: number;
  /** Length, in seconds. @default to the end */
  durationS?: number;
  /** Stops decoding: a TrackError `timeout` after a timeout, otherwise the signal's reason. */
  signal?: AbortSignal;
  /** Decoders to try, in this order. @default `availableDecoders()` */
  decoders?: readonly AudioDecoder[];
}

/** Result of reading a stream's blocks. */
export interface StreamOutcome {
  frames: number;
  /** True if the file ended inside a frame, packet or chunk, or well before a length that two of its parts state. */
  truncated: boolean;
  /** Problem of a file that was decoded anyway, in one sentence. */
  warning?: string;
  /** Samples replaced by silence: NaN, infinite or far beyond full scale. */
  repairedSamples: number;
}

/** A file being decoded: its samples at its own rate, and its declared length. */
export interface AudioStream extends PcmStream {
  path: string;
  format: AudioFormat;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** Start of an MP3 or AAC file, as this decoder cuts it; null for other formats. */
  encoderDelay: EncoderDelay | null;
  /** Expected length of the whole file, in seconds; null if it cannot be known beforehand. */
  expectedDurationS: number | null;
  /** Length that a header states, in seconds; null if there is none, or if it is nearly right. */
  statedDurationS: number | null;
  /** Returns the result so far; final once `blocks` has ended. */
  outcome(): StreamOutcome;
}

/**
 * Opens a file for decoding. Recognises its format by content, picks the first decoder that can read it, and yields its
 * samples block by block, never the whole file. Samples are always finite.
 *
 * @throws TrackError `missing`, `unreadable`, `not-audio`, `corrupt` or `timeout`, here or while `blocks` is read;
 * OptionError for an impossible `startS` or `durationS`.
 */
export async function openAudio(path: string, options: OpenAudioOptions = {}): Promise<AudioStream> {
  const { startS = 0, durationS = Number.POSITIVE_INFINITY, signal } = options;
  checkPart(startS, durationS);
  throwIfStopped(signal, path);

  const { format, declared, start } = await inspect(path);
  const all = options.decoders ?? (await availableDecoders());
  // ffmpeg changes the level with the number of channels, and decodes noise after a gap
  const decoders = declared.irregular ? all.toSorted((a, b) => Number(isFfmpeg(a)) - Number(isFfmpeg(b))) : all;
  const { decoder, pcm } = await startDecoder(decoders, path, { format, startS, signal });
  const wantedFrame = Math.round(startS * pcm.sampleRate);
  const wantedFrames = Math.round(durationS * pcm.sampleRate);
  const expectedS = Math.min(declared.declared ? (declared.durationS ?? 0) - startS : 0, durationS);

  let frames = 0;
  let repairedSamples = 0;
  let ended = false;
  async function* blocks(): AsyncGenerator<Float32Array[]> {
    try {
      for await (const block of trimBlocks(pcm.blocks, wantedFrame - pcm.startFrame, wantedFrames)) {
        throwIfStopped(signal, path);
        for (const plane of block) repairedSamples += repairSamples(plane);
        frames += block[0].length;
        yield block;
      }
      ended = true;
    } finally {
      await pcm.close();
    }
  }
  return {
    path,
    format,
    decoder: `${decoder.name} ${decoder.version}`,
    encoderDelay: start && delayBy(start, decoder.name),
    sampleRate: pcm.sampleRate,
    channelCount: pcm.channelCount,
    startFrame: wantedFrame,
    expectedDurationS: declared.durationS,
    statedDurationS: declared.statedS ?? null,
    blocks: blocks(),
    close: pcm.close,
    outcome() {
      const short = isWellShort(frames / pcm.sampleRate, expectedS);
      const cutOff = declared.truncated && frames < wantedFrames;
      const truncated = ended && (short || cutOff);
      const warning = truncated ? partialWarning(path, declared) : headerWarning(path, declared);
      return { frames, truncated, repairedSamples, ...(warning !== undefined && { warning }) };
    },
  };
}

export function checkPart(startS = 0, durationS = Number.POSITIVE_INFINITY): void {
  if (!(startS >= 0)) throw new OptionError(`startS must be 0 or more seconds, not ${startS}.`);
  if (!(durationS > 0)) throw new OptionError(`durationS must be more than 0 seconds, not ${durationS}.`);
}

async function inspect(
  path: string,
): Promise<{ format: AudioFormat; declared: DeclaredDuration; start: CodedStart | null }> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    return { format, declared: await readDuration(file, format), start: await codedStart(file, format) };
  } finally {
    await file.close();
  }
}

/** Kinds of failure that another decoder may not have. */
const CAN_DIFFER: readonly TrackErrorKind[] = ['unreadable', 'corrupt'];

function isFfmpeg({ name }: AudioDecoder): boolean {
  return name === FFMPEG;
}

/** Tries the decoders in order until one starts. If none does, throws the first error that reports damage. */
async function startDecoder(
  decoders: readonly AudioDecoder[],
  path: string,
  request: DecodeRequest,
): Promise<{ decoder: AudioDecoder; pcm: PcmStream }> {
  let cause: TrackError | undefined;
  for (const decoder of decoders) {
    if (!decoder.supports(request.format)) continue;
    try {
      return { decoder, pcm: await decoder.decode(path, request) };
    } catch (error) {
      if (!(error instanceof TrackError) || !CAN_DIFFER.includes(error.kind)) throw error;
      if (cause?.kind !== 'corrupt') cause = error;
    }
  }
  if (cause && (cause.kind === 'corrupt' || decoders.some(isFfmpeg))) throw cause;
  const reason = cause?.message ?? `${path} (${request.format}) needs ffmpeg to be decoded.`;
  const remedies = [{ action: 'install-program', program: 'ffmpeg', command: ffmpegInstallCommand() }] as const;
  throw new TrackError('unreadable', path, reason, { cause, remedies });
}

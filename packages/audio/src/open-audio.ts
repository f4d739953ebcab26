import { OptionError, TrackError } from '@rbassist/core';
import type { AudioDecoder, AudioFormat, DecodeRequest, PcmStream } from './audio-decoder.ts';
import { AudioFile } from './audio-file.ts';
import { type DeclaredDuration, declaredDuration } from './declared-duration.ts';
import { availableDecoders } from './decoders.ts';
import { installFfmpeg } from './find-ffmpeg.ts';
import { repairSamples } from './repair-samples.ts';
import { formatOf } from './sniff-format.ts';
import { throwIfStopped } from './stop-reason.ts';
import { trimBlocks } from './trim-blocks.ts';

/** Which part of a file to decode, and by what. */
export interface OpenAudioOptions {
  /** Where to begin, in seconds. @default 0 */
  startS?: number;
  /** How much, in seconds. @default to the end */
  durationS?: number;
  /** Stops the decoding: with a TrackError `timeout` for a timeout, else with the signal's reason. */
  signal?: AbortSignal;
  /** Asked in this order in place of the decoders of this machine. */
  decoders?: readonly AudioDecoder[];
}

/** What is known of a stream once its blocks have been read. */
export interface StreamOutcome {
  /** Frames given out. */
  frames: number;
  /** Whether the file ended before it should: more than 1 % and more than 0.1 s short, or its container is cut off. */
  truncated: boolean;
  /** Samples that were no numbers, or no sound, and were replaced by silence. */
  repairedSamples: number;
}

/** A file being decoded: its samples at its own rate, and what it says about itself. */
export interface AudioStream extends PcmStream {
  path: string;
  format: AudioFormat;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** How long the whole file should be, in seconds; null when it cannot be told beforehand. */
  expectedDurationS: number | null;
  /** Whether the file itself promises that length; otherwise it is counted from its frames. */
  durationIsDeclared: boolean;
  /** True of what has been read so far; final once `blocks` has ended. */
  outcome(): StreamOutcome;
}

const SHORT_SHARE = 0.01;
const SHORT_S = 0.1;

/**
 * Opens a file for decoding: recognises its format by its content, picks the first decoder that can read it, and gives
 * its samples block by block, never the file as a whole. Samples are always finite.
 *
 * @throws TrackError `missing`, `unreadable`, `not-audio`, `corrupt`, `timeout`, here or while `blocks` is read.
 */
export async function openAudio(path: string, options: OpenAudioOptions = {}): Promise<AudioStream> {
  const { startS = 0, durationS = Number.POSITIVE_INFINITY, signal } = options;
  checkPart(startS, durationS);
  throwIfStopped(signal, path);

  const { format, declared } = await inspect(path);
  const decoders = options.decoders ?? (await availableDecoders());
  const { decoder, pcm } = await firstThatCan(decoders, path, { format, startS, signal });
  const wantedFrame = Math.round(startS * pcm.sampleRate);
  const wantedFrames = Math.round(durationS * pcm.sampleRate);
  const expectedFrames = Math.min(
    declared.declared ? (declared.durationS ?? 0) * pcm.sampleRate - wantedFrame : 0,
    wantedFrames,
  );

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
    sampleRate: pcm.sampleRate,
    channelCount: pcm.channelCount,
    startFrame: wantedFrame,
    expectedDurationS: declared.durationS,
    durationIsDeclared: declared.declared,
    blocks: blocks(),
    close: pcm.close,
    outcome() {
      const missingS = (expectedFrames - frames) / pcm.sampleRate;
      const short = missingS > SHORT_S && missingS > (SHORT_SHARE * expectedFrames) / pcm.sampleRate;
      const cutOff = declared.truncated && frames < wantedFrames;
      return { frames, truncated: ended && (short || cutOff), repairedSamples };
    },
  };
}

/** @throws OptionError where a part of a file is none. */
export function checkPart(startS: number, durationS: number): void {
  if (!(startS >= 0)) throw new OptionError(`startS must be 0 or more seconds, not ${startS}.`);
  if (!(durationS > 0)) throw new OptionError(`durationS must be more than 0 seconds, not ${durationS}.`);
}

async function inspect(path: string): Promise<{ format: AudioFormat; declared: DeclaredDuration }> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    return { format, declared: await declaredDuration(file, format) };
  } finally {
    await file.close();
  }
}

/** "Unreadable" from a decoder means that another may do better; any other failure is the file's own. */
async function firstThatCan(
  decoders: readonly AudioDecoder[],
  path: string,
  request: DecodeRequest,
): Promise<{ decoder: AudioDecoder; pcm: PcmStream }> {
  let cause: unknown;
  for (const decoder of decoders) {
    if (!decoder.supports(request.format)) continue;
    try {
      return { decoder, pcm: await decoder.decode(path, request) };
    } catch (error) {
      if (!(error instanceof TrackError && error.kind === 'unreadable')) throw error;
      cause = error;
    }
  }
  if (cause && decoders.some(({ name }) => name === 'ffmpeg')) throw cause;
  const said = cause instanceof TrackError ? cause.message : `${path} (${request.format}) needs ffmpeg to be decoded.`;
  throw new TrackError('unreadable', path, `${said} Install it with: ${installFfmpeg()}`, { cause });
}

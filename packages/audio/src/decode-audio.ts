import { TrackError } from '@rbassist/core';
import { monoBlocks } from './mono-blocks.ts';
import { checkPart, type OpenAudioOptions, openAudio } from './open-audio.ts';
import { RESAMPLER, RESAMPLER_MARGIN_S, Resampler } from './resample.ts';

/** Which part of a file to decode, and to what rate. */
export interface DecodeAudioOptions extends OpenAudioOptions {
  /** Rate of the result, in hertz. */
  sampleRate: number;
}

/** One channel of samples in memory. */
export interface DecodedAudio {
  /** Mean of the file's channels, nominally -1..1, always finite. */
  samples: Float32Array<ArrayBuffer>;
  /** Hertz. */
  sampleRate: number;
  /** Seconds. */
  durationS: number;
  /** Present where the file ended before it should. */
  truncated?: true;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** Name and version of the resampler. */
  resampler: string;
}

/**
 * Decodes a file, or a part of it, to one channel at one rate. A part is the slice of the whole: no edge effects. Only the
 * result is held in memory.
 *
 * @throws TrackError as {@link openAudio}, `corrupt` where there is no sound at all, `too-short` where the file ends
 * before `startS`.
 */
export async function decodeAudio(path: string, options: DecodeAudioOptions): Promise<DecodedAudio> {
  const { sampleRate, startS = 0, durationS = Number.POSITIVE_INFINITY } = options;
  checkPart(startS, durationS);
  // decoded with the resampler's margin, so that the edges are those of the whole
  const leadS = Math.min(startS, RESAMPLER_MARGIN_S);
  const stream = await openAudio(path, {
    ...options,
    startS: startS - leadS,
    durationS: leadS + durationS + RESAMPLER_MARGIN_S,
  });
  try {
    const expectedS = Math.min(durationS, (stream.expectedDurationS ?? 0) - startS);
    const resampler = new Resampler({
      from: stream.sampleRate,
      to: sampleRate,
      firstOutput: Math.round(startS * sampleRate),
      outputCount: Math.round(durationS * sampleRate),
      expectedCount: Math.max(0, Math.round(expectedS * sampleRate)),
    });
    let frame = stream.startFrame;
    for await (const block of monoBlocks(stream.blocks)) {
      resampler.push(block, frame);
      frame += block.length;
      if (resampler.done) break;
    }
    const samples = resampler.finish();
    if (samples.length === 0) throw nothingThere(path, startS);
    return {
      samples,
      sampleRate,
      durationS: samples.length / sampleRate,
      ...(stream.outcome().truncated && { truncated: true as const }),
      decoder: stream.decoder,
      resampler: RESAMPLER,
    };
  } finally {
    await stream.close();
  }
}

function nothingThere(path: string, startS: number): TrackError {
  return startS > 0
    ? new TrackError('too-short', path, `${path} ends before ${startS} s.`)
    : new TrackError('corrupt', path, `${path} holds no sound.`);
}

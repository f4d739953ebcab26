import { type EncoderDelay, TrackError } from '@rbassist/core';
import { monoBlocks } from '../dsp/mix-to-mono.ts';
import { RESAMPLER, RESAMPLER_MARGIN_S, Resampler } from '../dsp/resample.ts';
import { type AudioInput, withInputFile } from '../formats/audio-input.ts';
import { checkPart, type OpenAudioOptions, openAudio } from './open-audio.ts';

/** Options of {@link decodeAudio}. */
export interface DecodeAudioOptions extends OpenAudioOptions {
  /** Rate of the result, in hertz. */
  sampleRate: number;
}

/** One channel of samples in memory. */
export interface DecodedAudio {
  /** Mean of the channels, nominally -1..1, always finite. */
  samples: Float32Array<ArrayBuffer>;
  /** Hertz. */
  sampleRate: number;
  durationS: number;
  /** Present if the file ended too early. */
  truncated?: true;
  /** Problem of a file that was decoded anyway. */
  warning?: string;
  /** Start of an MP3 or AAC file, as its decoder cuts it; absent for other formats. */
  encoderDelay?: EncoderDelay;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** Name and version of the resampler. */
  resampler: string;
}

/**
 * Decodes audio, or a part of it, to mono at one rate. A part equals the same slice of the whole, without edge effects.
 * Keeps only the result in memory: bytes go to a temporary file, which is removed afterwards.
 *
 * @param input A path, a `file:` URL, or the bytes of an audio file.
 * @throws OptionError for any other input, such as an http(s) URL, and for impossible options.
 * @throws TrackError like {@link openAudio}; `corrupt` if there is no sound, `too-short` if the audio ends before
 * `startS`, `unwritable` if the temporary folder cannot take the bytes.
 */
export async function decodeAudio(input: AudioInput, options: DecodeAudioOptions): Promise<DecodedAudio> {
  checkPart(options.startS, options.durationS);
  return withInputFile(input, options.signal, ({ path }) => decodeFile(path, options));
}

async function decodeFile(path: string, options: DecodeAudioOptions): Promise<DecodedAudio> {
  const { sampleRate, startS = 0, durationS = Number.POSITIVE_INFINITY } = options;
  // decodes the resampler's margin too, so that the edges equal those of the whole
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
    if (samples.length === 0) throw noSound(path, startS);
    const { truncated, warning } = stream.outcome();
    return {
      samples,
      sampleRate,
      durationS: samples.length / sampleRate,
      ...(truncated && { truncated: true as const }),
      ...(warning !== undefined && { warning }),
      ...(stream.encoderDelay && { encoderDelay: stream.encoderDelay }),
      decoder: stream.decoder,
      resampler: RESAMPLER,
    };
  } finally {
    await stream.close();
  }
}

function noSound(path: string, startS: number): TrackError {
  return startS > 0
    ? new TrackError('too-short', path, `${path} ends before ${startS} s.`)
    : new TrackError('corrupt', path, `${path} contains no sound.`);
}

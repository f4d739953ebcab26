import { type TimeRange, TrackError } from '@rbassist/core';
import type { AudioDecoder, PcmStream } from './audio-decoder.ts';
import type { TrackOutline, WindowRule } from './listening-windows.ts';
import { mixToMono } from './mono-blocks.ts';
import { openAudio } from './open-audio.ts';
import { RESAMPLER } from './resample.ts';
import { WindowCollector } from './window-collector.ts';

/** Takes a track's planar blocks, at its own rate, one after the other. They are lent for the call: not to be kept, nor written to. */
export type BlockListener = (planes: readonly Float32Array[]) => void;

/** Which windows of a track, and at what rate. */
export interface DecodeWindowsOptions {
  /** Rate of the windows, in hertz. */
  sampleRate: number;
  /** Which parts to listen to, e.g. `introCoreLate`. */
  windows: WindowRule;
  /**
   * Who else hears the track as it is decoded, all of it and once, also where the windows take a second reading. Called before the first
   * block.
   */
  alongside?: (stream: Pick<PcmStream, 'sampleRate' | 'channelCount'>) => BlockListener;
  /** Stops the decoding: with a TrackError `timeout` for a timeout, else with the signal's reason. */
  signal?: AbortSignal;
  /** Asked in this order in place of the decoders of this machine. */
  decoders?: readonly AudioDecoder[];
}

/** The listening windows of one track. */
export interface DecodedWindows {
  /** One channel of samples per window, nominally -1..1, always finite. */
  windows: Float32Array<ArrayBuffer>[];
  /** Where each lies in the track. */
  ranges: TimeRange[];
  /** Of the whole track, in seconds. */
  durationS: number;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** Name and version of the resampler. */
  resampler: string;
  /** Present where the file ended before it should; windows beyond its end are then missing or shorter. */
  truncated?: true;
  /** Where the time went; `alongsideMs` is the other listener's. */
  timing: { decodeMs: number; resampleMs: number; alongsideMs: number };
}

/**
 * Decodes a whole track once, block by block, and keeps only its listening windows. A file that does not know its length
 * may have to be decoded a second time.
 *
 * @throws TrackError as `openAudio`, and `corrupt` where there is no sound at all.
 */
export async function decodeWindows(path: string, options: DecodeWindowsOptions): Promise<DecodedWindows> {
  const first = await listen(path, options);
  const found = first.windows ? first : await listen(path, { ...options, alongside: undefined }, first.outline);
  if (!found.windows)
    throw new TrackError('internal', path, `The windows of ${path} changed from one reading to the next.`);
  return found.windows;
}

async function listen(
  path: string,
  options: DecodeWindowsOptions,
  known?: TrackOutline,
): Promise<{ windows: DecodedWindows | null; outline: TrackOutline }> {
  const began = performance.now();
  const stream = await openAudio(path, { signal: options.signal, decoders: options.decoders });
  try {
    const collector = new WindowCollector({
      from: stream.sampleRate,
      to: options.sampleRate,
      windows: options.windows,
      expectedDurationS: known ? known.durationS : stream.expectedDurationS,
      firstSoundS: known?.firstSoundS,
    });
    const listener = options.alongside?.(stream);
    let resampleMs = 0;
    let alongsideMs = 0;
    for await (const planes of stream.blocks) {
      const before = performance.now();
      listener?.(planes);
      const heard = performance.now();
      collector.push(mixToMono(planes));
      alongsideMs += heard - before;
      resampleMs += performance.now() - heard;
    }
    const { frames, truncated } = stream.outcome();
    if (frames === 0) throw new TrackError('corrupt', path, `${path} holds no sound.`);
    const outline = collector.outline(truncated);
    const collected = collector.finish(truncated);
    const windows = collected && {
      ...collected,
      durationS: outline.durationS,
      decoder: stream.decoder,
      resampler: RESAMPLER,
      ...(truncated && { truncated: true as const }),
      timing: { decodeMs: performance.now() - began - resampleMs - alongsideMs, resampleMs, alongsideMs },
    };
    return { windows, outline };
  } finally {
    await stream.close();
  }
}

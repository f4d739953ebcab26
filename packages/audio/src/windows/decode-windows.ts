import { type EncoderDelay, type TimeRange, TrackError } from '@rbassist/core';
import type { AudioDecoder, PcmStream } from '../decoders/audio-decoder.ts';
import { openAudio } from '../decoders/open-audio.ts';
import { mixToMono } from '../dsp/mix-to-mono.ts';
import { RESAMPLER } from '../dsp/resample.ts';
import type { TrackOutline, WindowRule } from './listening-windows.ts';
import { WindowCollector } from './window-collector.ts';

/** Receives a track's planar blocks in order, at its own rate. Do not keep a block after the call or write to it. */
export type BlockListener = (planes: readonly Float32Array[]) => void;

/** Options of {@link decodeWindows}. */
export interface DecodeWindowsOptions {
  /** Rate of the windows, in hertz. */
  sampleRate: number;
  /** Rule that picks the windows, for example `introCoreLate`. */
  windows: WindowRule;
  /** Builds a listener that receives every block once, for other results of the same pass. Called before the first. */
  createListener?: (stream: Pick<PcmStream, 'sampleRate' | 'channelCount'>) => BlockListener;
  /** Stops decoding: a TrackError `timeout` after a timeout, otherwise the signal's reason. */
  signal?: AbortSignal;
  /** Decoders to try, in this order. @default `availableDecoders()` */
  decoders?: readonly AudioDecoder[];
}

/** Windows of one track. */
export interface DecodedWindows {
  /** Mono samples of each window, nominally -1..1, always finite. */
  windows: Float32Array<ArrayBuffer>[];
  /** Position of each window in the track. */
  ranges: TimeRange[];
  /** Length of the whole track, in seconds. */
  durationS: number;
  /** Start of an MP3 or AAC file, as its decoder cuts it; absent for other formats. */
  encoderDelay?: EncoderDelay;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** Name and version of the resampler. */
  resampler: string;
  /** Present if the file ended too early. Windows after its end are then missing or shorter. */
  truncated?: true;
  /** Problem of a file that was decoded anyway. */
  warning?: string;
  /** Time spent, in milliseconds. `listenerMs` is the time in the listener. */
  timing: { decodeMs: number; resampleMs: number; listenerMs: number };
}

/**
 * Decodes a whole track once, block by block, and keeps only its windows. Decodes it a second time if its real length
 * differs from the declared one and the windows moved.
 *
 * @throws TrackError like `openAudio`; `corrupt` if there is no sound.
 */
export async function decodeWindows(path: string, options: DecodeWindowsOptions): Promise<DecodedWindows> {
  const first = await collect(path, options);
  const found = first.windows ? first : await collect(path, { ...options, createListener: undefined }, first.outline);
  if (!found.windows) throw new TrackError('internal', path, `The windows of ${path} changed between two passes.`);
  return found.windows;
}

async function collect(
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
    const listener = options.createListener?.(stream);
    let resampleMs = 0;
    let listenerMs = 0;
    for await (const planes of stream.blocks) {
      const before = performance.now();
      listener?.(planes);
      const listened = performance.now();
      collector.push(mixToMono(planes));
      listenerMs += listened - before;
      resampleMs += performance.now() - listened;
    }
    const { frames, truncated, warning } = stream.outcome();
    if (frames === 0) throw new TrackError('corrupt', path, `${path} contains no sound.`);
    const outline = collector.outline(truncated);
    const collected = collector.finish(truncated);
    const windows = collected && {
      ...collected,
      durationS: truncated ? outline.durationS : frames / stream.sampleRate,
      ...(stream.encoderDelay && { encoderDelay: stream.encoderDelay }),
      decoder: stream.decoder,
      resampler: RESAMPLER,
      ...(truncated && { truncated: true as const }),
      ...(warning !== undefined && { warning }),
      timing: { decodeMs: performance.now() - began - resampleMs - listenerMs, resampleMs, listenerMs },
    };
    return { windows, outline };
  } finally {
    await stream.close();
  }
}

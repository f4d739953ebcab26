import { type EncoderDelay, type TimeRange, TrackError } from '@rbassist/core';
import type { AudioDecoder, PcmStream } from '../decoders/audio-decoder.ts';
import { openAudio } from '../decoders/open-audio.ts';
import { mixToMono } from '../dsp/mix-to-mono.ts';
import { RESAMPLER, Resampler } from '../dsp/resample.ts';
import type { TrackOutline, WindowRule } from './listening-windows.ts';
import { WindowCollector } from './window-collector.ts';

/** Receives a whole track in order, for other results of the same pass. Do not keep a block or write to it. */
export interface TrackListener {
  /** Receives the planar blocks, at the track's own rate. */
  onBlock(planes: readonly Float32Array[]): void;
  /** Receives the signal that the windows are cut from: mono, at their rate. */
  onSignal?(samples: Float32Array): void;
}

/** Options of {@link decodeWindows}. */
export interface DecodeWindowsOptions {
  /** Rate of the windows, in hertz. */
  sampleRate: number;
  /** Rule that picks the windows, for example `introCoreLate`. */
  windows: WindowRule;
  /** Builds a listener that receives every block once. Called before the first. */
  createListener?: (stream: Pick<PcmStream, 'sampleRate' | 'channelCount'>) => TrackListener;
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
    const listener = options.createListener?.(stream);
    const rates = { from: stream.sampleRate, to: options.sampleRate };
    // the whole track is resampled once if the listener needs it; otherwise only the windows are
    const whole = listener?.onSignal ? new Resampler(rates) : undefined;
    const collector = new WindowCollector({
      ...rates,
      isResampled: whole !== undefined,
      windows: options.windows,
      expectedDurationS: known ? known.durationS : stream.expectedDurationS,
      firstSoundS: known?.firstSoundS,
    });
    let resampleMs = 0;
    let listenerMs = 0;
    let frame = 0;
    const timed = (listen: () => void) => {
      const before = performance.now();
      listen();
      listenerMs += performance.now() - before;
    };
    const deliver = (samples: Float32Array) => {
      collector.pushResampled(samples);
      timed(() => listener?.onSignal?.(samples));
    };
    for await (const planes of stream.blocks) {
      const [before, listenedBefore] = [performance.now(), listenerMs];
      timed(() => listener?.onBlock(planes));
      const mono = mixToMono(planes);
      collector.push(mono);
      whole?.push(mono, frame);
      if (whole) deliver(whole.drain());
      frame += mono.length;
      resampleMs += performance.now() - before - (listenerMs - listenedBefore);
    }
    if (whole) deliver(whole.finish());
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

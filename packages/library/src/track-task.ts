import type { AudioTags } from '@rbassist/audio';
import type { TrackErrorKind } from '@rbassist/core';

/** What a worker is asked: listen to one file. */
export interface TrackTask {
  path: string;
  model: string;
  /** Give up after this many seconds. */
  timeLimitS: number;
}

/** Where a track's time went, in milliseconds. */
export interface TrackTiming {
  /** From the file to a mono mix at its own rate. */
  decodeMs: number;
  /** Resampling and describing the windows. */
  embedMs: number;
}

/** What a worker heard. Plain data, since classes do not cross threads. */
export type TrackReply =
  | {
      ok: true;
      tags: AudioTags;
      vector: Float32Array;
      durationS: number;
      /** Decoder and resampler, e.g. "ffmpeg 7.1 / sinc-kaiser/1". */
      decoder: string;
      timing: TrackTiming;
    }
  | { ok: false; tags: AudioTags; kind: TrackErrorKind; message: string };

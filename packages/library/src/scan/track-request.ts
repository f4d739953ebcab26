import type { AnalysisOptions, AnalysisPart, TrackAnalysis } from '@rbassist/analyze';
import type { AudioTags } from '@rbassist/audio';
import type { TrackFailure } from '@rbassist/core';

/** What a worker is asked: listen to one file, once, and compute what is wanted of it. */
export interface TrackRequest {
  path: string;
  /** The built-in embedder whose vector is wanted. */
  model?: string;
  /** The windows that are wanted, for a model that runs elsewhere. */
  windows?: WindowRequest;
  /** The parts of its analysis; may be none. */
  parts: readonly AnalysisPart[];
  /** How it is analysed; the same for every task of a pool. */
  analysis: AnalysisOptions;
  /** The BPM that its grid is made for: one that is kept, or that of the file's tag, if any. */
  keptBpm?: number | 'tag';
  /** Give up after this many seconds. */
  timeLimitS: number;
}

/** Which windows of a track, and how. */
export interface WindowRequest {
  /** Id of the rule, as `windowRule` knows it. */
  rule: string;
  /** Hertz. */
  sampleRate: number;
}

/** Where a track's time went, in milliseconds. */
export interface TrackTiming {
  /** From the file to blocks of samples at its own rate. */
  decodeMs: number;
  /** Resampling and describing the windows; where a model runs elsewhere, the time until its answer, waiting included. */
  embedMs: number;
  /** Tempo, key, loudness and the rest. */
  analyzeMs: number;
}

/** What a worker heard. Plain data, since classes do not cross threads. */
export type TrackResult =
  | {
      ok: true;
      tags: AudioTags;
      /** Where one was wanted. */
      vector?: Float32Array;
      /** Where they were wanted: mono. They are handed over, not copied. */
      windows?: Float32Array<ArrayBuffer>[];
      /** Where parts of it were wanted. */
      analysis?: TrackAnalysis;
      durationS: number;
      /** Decoder and resampler, e.g. "ffmpeg 7.1 / sinc-kaiser/1". */
      decoder: string;
      timing: TrackTiming;
    }
  | ({ ok: false; tags: AudioTags } & TrackFailure);

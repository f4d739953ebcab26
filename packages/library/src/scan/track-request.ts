import type { AnalysisOptions, AnalysisPart, TrackAnalysis } from '@rbassist/analyze';
import type { AudioTags } from '@rbassist/audio';
import type { TrackFailure } from '@rbassist/core';

/** Task of a worker: decode a file once, and compute the vector or windows and the analysis. */
export interface TrackRequest {
  path: string;
  /** Built-in embedder that computes a vector, if any. */
  model?: string;
  /** Windows to return for a model outside the worker, if any. */
  windows?: WindowRequest;
  /** Parts of the analysis; may be empty. */
  parts: readonly AnalysisPart[];
  /** Options of the analysis; the same for every task of a pool. */
  analysis: AnalysisOptions;
  /** BPM that the grid is fitted to; `tag` for the file's tag. */
  keptBpm?: number | 'tag';
  /** Give up after this many seconds. */
  timeLimitS: number;
}

/** Windows to return. */
export interface WindowRequest {
  /** Id of a rule of `windowRule`. */
  rule: string;
  /** Hertz. */
  sampleRate: number;
}

/** Durations of a track's processing, in milliseconds. */
export interface TrackTiming {
  /** Decoding, at the file's own sample rate. */
  decodeMs: number;
  /** Resampling and embedding; for a model outside the worker, waiting included. */
  embedMs: number;
  /** Tempo, key, loudness and the rest. */
  analyzeMs: number;
}

/** Result of a worker, as plain data, since classes do not cross threads. */
export type TrackResult =
  | {
      ok: true;
      tags: AudioTags;
      /** Present if a model was requested. */
      vector?: Float32Array;
      /** Mono samples, present if windows were requested. Transferred, not copied. */
      windows?: Float32Array<ArrayBuffer>[];
      /** Present if parts were requested. */
      analysis?: TrackAnalysis;
      durationS: number;
      /** Decoder and resampler, e.g. "ffmpeg 7.1 / sinc-kaiser/1". */
      decoder: string;
      timing: TrackTiming;
    }
  | ({ ok: false; tags: AudioTags } & TrackFailure);

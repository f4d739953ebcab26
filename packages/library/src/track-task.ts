import type { AnalysisOptions, AnalysisPart, TrackAnalysis } from '@rbassist/analyze';
import type { AudioTags } from '@rbassist/audio';
import type { TrackErrorKind } from '@rbassist/core';
import type { EmbeddingOptions } from './embedders.ts';

/** What a worker is asked: listen to one file, once, and compute what is wanted of it. */
export interface TrackTask {
  path: string;
  /** The embedder; absent where no vector is wanted. */
  model?: string;
  /** How it listens; the same for every task of a pool. */
  embedding: EmbeddingOptions;
  /** The parts of its analysis; may be none. */
  parts: readonly AnalysisPart[];
  /** How it is analysed; the same for every task of a pool. */
  analysis: AnalysisOptions;
  /** The BPM that its grid is made for: one that is kept, or that of the file's tag, if any. */
  keptBpm?: number | 'tag';
  /** Give up after this many seconds. */
  timeLimitS: number;
}

/** Where a track's time went, in milliseconds. */
export interface TrackTiming {
  /** From the file to blocks of samples at its own rate. */
  decodeMs: number;
  /** Resampling and describing the windows. */
  embedMs: number;
  /** Tempo, key, loudness and the rest. */
  analyzeMs: number;
}

/** What a worker heard. Plain data, since classes do not cross threads. */
export type TrackReply =
  | {
      ok: true;
      tags: AudioTags;
      /** Where one was wanted. */
      vector?: Float32Array;
      /** Where parts of it were wanted. */
      analysis?: TrackAnalysis;
      durationS: number;
      /** Decoder and resampler, e.g. "ffmpeg 7.1 / sinc-kaiser/1". */
      decoder: string;
      timing: TrackTiming;
    }
  | { ok: false; tags: AudioTags; kind: TrackErrorKind; message: string };

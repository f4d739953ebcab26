import type { AnalysisOptions, AnalysisPart, TrackAnalysis, WaveformOverview } from '@rbassist/analyze';
import type { AudioTags } from '@rbassist/audio';
import type { EncoderDelay, TrackFailure } from '@rbassist/core';
import type { TempoHabits } from './tempo-habits.ts';

/** Task of a worker: decode a file once, and compute the vector or windows and the analysis. */
export interface TrackRequest {
  path: string;
  /** Built-in embedder that computes a vector, if any. */
  model?: string;
  /** Windows to return for a model outside the worker, if any. */
  windows?: WindowRequest;
  parts: readonly AnalysisPart[];
  analysis: AnalysisOptions;
  /** BPM that the grid is fitted to; `tag` for the file's tag. */
  keptBpm?: number | 'tag';
  /** Tempos of the library's other tracks, which decide between similar candidates. */
  tempoHabits: TempoHabits;
  timeLimitS: number;
}

export interface WindowRequest {
  rule: string;
  sampleRate: number;
}

export interface TrackTiming {
  /** Decoding, at the file's own sample rate. */
  decodeMs: number;
  /** Resampling and embedding; for a model outside the worker, including the wait. */
  embedMs: number;
  /** Analysis: tempo, key, loudness and the other parts. */
  analyzeMs: number;
}

/** Result of a worker, as plain data: class instances can't be sent between threads. */
export type TrackResult =
  | {
      ok: true;
      tags: AudioTags;
      vector?: Float32Array;
      /** Mono samples, present if windows were requested. Transferred, not copied. */
      windows?: Float32Array<ArrayBuffer>[];
      analysis?: TrackAnalysis;
      /** Present if the analysis computed more than loudness, and covered the whole track. */
      waveform?: WaveformOverview;
      durationS: number;
      /** Start of an MP3 or AAC file, as its decoder cuts it. */
      encoderDelay?: EncoderDelay;
      /** SHA-1 of the file, if the parts cover BPM or key. */
      contentSignature?: string;
      /** Decoder and resampler, e.g. "ffmpeg 7.1 / sinc-kaiser/1". */
      decoder: string;
      /** Present if the file ended too early. The results describe the existing part. */
      truncated?: true;
      warning?: string;
      timing: TrackTiming;
    }
  | ({ ok: false; tags: AudioTags } & TrackFailure);

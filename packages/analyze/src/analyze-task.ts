import type { TrackFailure } from '@rbassist/core';
import type { AnalysisOptions } from './analysis-options.ts';
import type { TrackAnalysis } from './track-analysis.ts';

/** What a worker is asked: analyse one file. */
export interface AnalyzeTask {
  path: string;
  options: AnalysisOptions;
  /** Give up after this many seconds. */
  timeLimitS: number;
}

/** What a worker found. Plain data, since classes do not cross threads. */
export type AnalyzeReply = { ok: true; analysis: TrackAnalysis } | ({ ok: false } & TrackFailure);

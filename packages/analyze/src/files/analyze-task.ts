import type { TrackFailure } from '@rbassist/core';
import type { AnalysisOptions } from '../track/analysis-options.ts';
import type { MarkedAnalysis } from './analyze-stream.ts';

/** Options of all tasks of a pool. */
export interface AnalyzeSettings {
  options: AnalysisOptions;
  timeLimitS: number;
}

/** A worker's result. Plain data, since class instances do not cross threads. */
export type AnalyzeReply = { ok: true; analysis: MarkedAnalysis } | ({ ok: false } & TrackFailure);

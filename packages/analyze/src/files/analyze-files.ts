import {
  checkOptions,
  mapConcurrent,
  type OptionRule,
  optionRules,
  RbassistError,
  type Result,
  RUN_OPTION_RULES,
  type RunOptions,
  requirePaths,
  TrackError,
  trackFailure,
} from '@rbassist/core';
import {
  ANALYSIS_DEFAULTS,
  ANALYSIS_RULES,
  type AnalysisOptions,
  analysisSettings,
} from '../track/analysis-options.ts';
import type { MarkedAnalysis } from './analyze-stream.ts';
import type { AnalyzeReply, AnalyzeSettings } from './analyze-task.ts';
import { createWorkerPool, DEFAULT_WORKERS } from './worker-pool.ts';

/** Options of {@link analyzeFiles}. */
export interface AnalyzeFilesOptions extends AnalysisOptions, RunOptions {
  /** Number of threads. @default one per core less one */
  workers?: number;
  /** Seconds after which rbassist gives up on a file. @default 600 */
  timeLimitS?: number;
}

/** Defaults of {@link AnalyzeFilesOptions}. */
export const ANALYZE_FILES_DEFAULTS = {
  ...ANALYSIS_DEFAULTS,
  workers: DEFAULT_WORKERS,
  timeLimitS: 600,
} as const satisfies AnalyzeFilesOptions;

/** Summary that {@link analyzeFiles} returns at its end. */
export interface AnalyzeFilesSummary {
  /** True if `signal` aborted the run; files in progress were dropped. */
  interrupted: boolean;
}

const RULES = {
  ...ANALYSIS_RULES,
  ...RUN_OPTION_RULES,
  workers: optionRules.positiveInteger,
  timeLimitS: optionRules.positiveNumber,
} satisfies Record<keyof AnalyzeFilesOptions, OptionRule>;

/**
 * Analyses many files in worker threads and yields one result per file as it finishes. The number of threads changes
 * the order but no value. The analysis of a file that ends too early is marked `truncated`. A file that fails yields a
 * result with its error, even if it crashes its thread. Leaving the loop ends the threads. An abort ends the loop and
 * drops files in progress.
 *
 * @throws {OptionError} for an option or a list of paths that is invalid.
 */
export async function* analyzeFiles(
  paths: Iterable<string>,
  options: AnalyzeFilesOptions = {},
): AsyncGenerator<Result<MarkedAnalysis>, AnalyzeFilesSummary> {
  checkOptions(options, RULES);
  const { signal, onProgress, workers, timeLimitS, ...analysis } = options;
  analysisSettings(analysis);
  const files = typeof paths === 'string' ? paths : [...paths];
  requirePaths('paths', files);
  if (signal?.aborted) return { interrupted: true };

  const settings: AnalyzeSettings = {
    options: analysis,
    timeLimitS: timeLimitS ?? ANALYZE_FILES_DEFAULTS.timeLimitS,
  };
  const pool = createWorkerPool<string, AnalyzeReply>({
    entry: new URL('./analyze-worker.js', import.meta.url),
    task: 'analyze',
    workers: workers ?? ANALYZE_FILES_DEFAULTS.workers,
    shared: settings,
  });
  const analyze = async (path: string): Promise<Result<MarkedAnalysis>> => {
    const reply = await pool.run(path, signal).catch((error): AnalyzeReply => {
      if (RbassistError.isInstance(error)) throw error;
      return { ok: false, ...trackFailure(path, error, 'analysed because its worker stopped') };
    });
    if (reply.ok) return { path, ok: true, value: reply.analysis };
    return { path, ok: false, error: new TrackError(reply.kind, path, reply.message) };
  };
  try {
    const concurrent = { concurrency: pool.concurrency, stage: 'analyze', signal, onProgress } as const;
    for await (const result of mapConcurrent(files, analyze, concurrent)) {
      if (signal?.aborted) return { interrupted: true };
      yield result;
    }
  } finally {
    await pool.close();
  }
  return { interrupted: signal?.aborted ?? false };
}

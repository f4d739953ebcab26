import {
  mapConcurrent,
  notify,
  OptionError,
  type Result,
  type RunOptions,
  TrackError,
  trackFailure,
} from '@rbassist/core';
import { ANALYSIS_DEFAULTS, type AnalysisOptions, analysisSettings } from '../track/analysis-options.ts';
import type { TrackAnalysis } from '../track/track-analysis.ts';
import type { AnalyzeReply, AnalyzeTask } from './analyze-task.ts';
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

/**
 * Analyses any number of files in a pool of threads. Yields one result per file as it finishes; the number of threads
 * changes the order but no value. A file that fails yields a result with its error, even if it crashes its thread.
 * Leaving the loop ends the threads.
 *
 * @throws {OptionError} for invalid options.
 * @throws the signal's reason on abort. Files in progress are dropped.
 */
export async function* analyzeFiles(
  paths: Iterable<string>,
  options: AnalyzeFilesOptions = {},
): AsyncGenerator<Result<TrackAnalysis>, void> {
  const {
    signal,
    onProgress,
    workers = ANALYZE_FILES_DEFAULTS.workers,
    timeLimitS = ANALYZE_FILES_DEFAULTS.timeLimitS,
    ...analysis
  } = options;
  analysisSettings(analysis);
  if (!(Number.isInteger(workers) && workers > 0))
    throw new OptionError(`workers must be a positive whole number, got ${workers}.`);
  if (!(timeLimitS > 0)) throw new OptionError(`timeLimitS must be more than 0 seconds, got ${timeLimitS}.`);
  signal?.throwIfAborted();

  const files = [...paths];
  const pool = createWorkerPool<AnalyzeTask, AnalyzeReply>({
    entry: new URL('./analyze-worker.js', import.meta.url),
    task: 'analyze',
    workers,
  });
  const analyze = async (path: string): Promise<Result<TrackAnalysis>> => {
    const task = { path, options: analysis, timeLimitS };
    const reply = await pool.run(task, signal).catch((error: unknown): AnalyzeReply => {
      signal?.throwIfAborted();
      return { ok: false, ...trackFailure(path, error, 'analysed, its worker stopped') };
    });
    if (reply.ok) return { path, ok: true, value: reply.analysis };
    return { path, ok: false, error: new TrackError(reply.kind, path, reply.message) };
  };
  let done = 0;
  try {
    for await (const result of mapConcurrent(files, analyze, { concurrency: pool.concurrency })) {
      signal?.throwIfAborted();
      notify(onProgress, { stage: 'analyze', done: ++done, total: files.length, item: result.path });
      yield result;
    }
  } finally {
    await pool.close();
  }
}

import {
  mapConcurrent,
  notify,
  OptionError,
  type Result,
  type RunOptions,
  TrackError,
  trackFailure,
} from '@rbassist/core';
import { type AnalysisOptions, analysisSettings } from './analysis-options.ts';
import type { AnalyzeReply, AnalyzeTask } from './analyze-task.ts';
import type { TrackAnalysis } from './track-analysis.ts';
import { createWorkerPool, DEFAULT_WORKERS } from './worker-pool.ts';

/** How many files are analysed. */
export interface AnalyzeFilesOptions extends AnalysisOptions, RunOptions {
  /** Threads. @default one per core less one */
  workers?: number;
  /** Give up on a file after this many seconds. @default 600 */
  timeLimitS?: number;
}

const DEFAULT_TIME_LIMIT_S = 600;

/**
 * Analyses any number of files in a pool of threads. Yields one result per file in the order of finishing; what is in it does not depend on
 * the number of threads. A file that fails, even one that takes its thread with it, is a result like any other. Memory holds the files in
 * work, of any length, and no others. Leaving the loop ends the threads.
 *
 * @throws {OptionError} for options that cannot be meant.
 * @throws the signal's reason once it is aborted; files in work are dropped.
 */
export async function* analyzeFiles(
  paths: Iterable<string>,
  options: AnalyzeFilesOptions = {},
): AsyncGenerator<Result<TrackAnalysis>, void> {
  const { signal, onProgress, workers = DEFAULT_WORKERS, timeLimitS = DEFAULT_TIME_LIMIT_S, ...analysis } = options;
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
    for await (const result of mapConcurrent(files, analyze, { concurrency: pool.inHand })) {
      signal?.throwIfAborted();
      notify(onProgress, { stage: 'analyze', done: ++done, total: files.length, item: result.path });
      yield result;
    }
  } finally {
    await pool.close();
  }
}

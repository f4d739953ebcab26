import type { AnalysisOptions } from '../track/analysis-options.ts';
import type { TrackAnalysis } from '../track/track-analysis.ts';
import { createTrackAnalyzer } from '../track/track-analyzer.ts';
import { analyzeStream, wholeAnalysis } from './analyze-stream.ts';

/** Options of {@link analyzeFile}. */
export interface AnalyzeFileOptions extends AnalysisOptions {
  /** Stops the analysis: with a TrackError of kind `timeout` for a timeout, else with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Analyses one file in this thread.
 *
 * @throws {OptionError} for invalid options.
 * @throws {TrackError} of kind `missing`, `unreadable`, `not-audio`, `corrupt`, `partial`, `too-short` or `timeout`.
 */
export async function analyzeFile(
  path: string,
  { signal, ...options }: AnalyzeFileOptions = {},
): Promise<TrackAnalysis> {
  const analyzer = await createTrackAnalyzer(options);
  try {
    return wholeAnalysis(path, await analyzeStream(path, analyzer, { signal }));
  } finally {
    analyzer.close();
  }
}

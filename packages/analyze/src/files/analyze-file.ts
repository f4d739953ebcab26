import type { AnalysisOptions } from '../track/analysis-options.ts';
import { createTrackAnalyzer } from '../track/track-analyzer.ts';
import { analyzeStream, type MarkedAnalysis, markedAnalysis } from './analyze-stream.ts';

/** Options of {@link analyzeFile}. */
export interface AnalyzeFileOptions extends AnalysisOptions {
  /** Stops the analysis: with a TrackError of kind `timeout` for a timeout, else with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Analyses one file in this thread. The result of a file that ends too early is marked `truncated`.
 *
 * @throws {OptionError} for invalid options.
 * @throws {TrackError} of kind `missing`, `unreadable`, `not-audio`, `corrupt`, `too-short` or `timeout`.
 */
export async function analyzeFile(
  path: string,
  { signal, ...options }: AnalyzeFileOptions = {},
): Promise<MarkedAnalysis> {
  const analyzer = await createTrackAnalyzer(options);
  try {
    return markedAnalysis(await analyzeStream(path, analyzer, { signal }));
  } finally {
    analyzer.close();
  }
}

import type { AnalysisOptions } from './analysis-options.ts';
import { listenToFile } from './listen-to-file.ts';
import type { TrackAnalysis } from './track-analysis.ts';
import { createTrackAnalyzer } from './track-analyzer.ts';

/** How a file is analysed. */
export interface AnalyzeFileOptions extends AnalysisOptions {
  /** Stops the analysis: with a TrackError `timeout` for a timeout, else with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Analyses one file, in this thread.
 *
 * @throws {OptionError} for options that cannot be meant.
 * @throws {TrackError} `missing`, `unreadable`, `not-audio`, `corrupt`, `partial`, `too-short`, `timeout`.
 */
export async function analyzeFile(
  path: string,
  { signal, ...options }: AnalyzeFileOptions = {},
): Promise<TrackAnalysis> {
  const analyzer = await createTrackAnalyzer(options);
  try {
    return (await listenToFile(path, analyzer, { signal })).analysis;
  } finally {
    analyzer.close();
  }
}

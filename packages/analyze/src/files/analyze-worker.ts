import { trackFailure } from '@rbassist/core';
import { createTrackAnalyzer, type TrackAnalyzer } from '../track/track-analyzer.ts';
import { analyzeStream, markedAnalysis } from './analyze-stream.ts';
import type { AnalyzeReply, AnalyzeTask } from './analyze-task.ts';

/** Analyzer of this thread. All tasks of a pool have the same options, so each thread needs only one. */
let analyzer: Promise<TrackAnalyzer> | undefined;

export async function analyze({ path, options, timeLimitS }: AnalyzeTask): Promise<AnalyzeReply> {
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    analyzer ??= createTrackAnalyzer(options);
    const analysis = markedAnalysis(await analyzeStream(path, await analyzer, { signal }));
    return { ok: true, analysis };
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'analysed') };
  }
}

import { trackFailure } from '@rbassist/core';
import { createTrackAnalyzer, type TrackAnalyzer } from '../track/track-analyzer.ts';
import { analyzeStream, markedAnalysis } from './analyze-stream.ts';
import type { AnalyzeReply, AnalyzeSettings } from './analyze-task.ts';
import { sharedData } from './worker-pool.ts';

const { options, timeLimitS } = sharedData<AnalyzeSettings>();
/** Analyzer of this thread. */
let analyzer: Promise<TrackAnalyzer> | undefined;

export async function analyze(path: string): Promise<AnalyzeReply> {
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    analyzer ??= createTrackAnalyzer(options);
    const analysis = markedAnalysis(await analyzeStream(path, await analyzer, { signal }));
    return { ok: true, analysis };
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'analysed') };
  }
}

import { trackFailure } from '@rbassist/core';
import type { AnalyzeReply, AnalyzeTask } from './analyze-task.ts';
import { listenToFile } from './listen-to-file.ts';
import { createTrackAnalyzer, type TrackAnalyzer } from './track-analyzer.ts';

/** A pool's tasks all have the same options, so that one analyzer serves a thread for good. */
let analyzer: Promise<TrackAnalyzer> | undefined;

/** Runs in a worker thread: decodes and analyses a file. Samples never leave this thread. */
export async function analyze({ path, options, timeLimitS }: AnalyzeTask): Promise<AnalyzeReply> {
  try {
    const signal = AbortSignal.timeout(timeLimitS * 1000);
    analyzer ??= createTrackAnalyzer(options);
    const { analysis } = await listenToFile(path, await analyzer, { signal });
    return { ok: true, analysis };
  } catch (error) {
    return { ok: false, ...trackFailure(path, error, 'analysed') };
  }
}

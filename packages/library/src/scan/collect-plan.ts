import type { ScanEvent } from './scan-events.ts';
import { type PlannedTrack, planScan } from './scan-plan.ts';
import { countFailure, type ScanRun, selectedParts } from './scan-run.ts';

export interface CollectedPlan {
  tracks: PlannedTrack[];
  /** Record paths of all existing audio files. */
  found: Set<string>;
  /** False if the walk ended early. */
  isWhole: boolean;
  /** Files and folders that could not be read. */
  unread: string[];
}

/** Walks the paths and collects the tracks to process, up to the scan's limit. */
export async function* collectPlan(run: ScanRun, paths: readonly string[]): AsyncGenerator<ScanEvent, CollectedPlan> {
  const { context, settings, files, spaces, embedding, summary } = run;
  const plan: CollectedPlan = { tracks: [], found: new Set(), isWhole: true, unread: [] };
  const { retryFailed, onlyMissing, resume, limit, signal } = settings;
  const options = {
    parts: selectedParts(settings),
    onlyMissing,
    retryFailed,
    space: embedding?.prepared.space,
    all: !resume,
    signal,
  };
  for await (const event of planScan(paths, context.meta, files, spaces, options)) {
    if (signal?.aborted || plan.tracks.length >= limit) {
      plan.isWhole = false;
      break;
    }
    if (event.type === 'problem' || event.type === 'walk') {
      if (event.type === 'problem') {
        plan.unread.push(event.path);
        countFailure(summary, 'failed', event.error);
      }
      yield event;
      continue;
    }
    plan.found.add(event.type === 'process' ? event.track.key : event.path);
    if (event.type === 'process') plan.tracks.push(event.track);
    if (event.type === 'unchanged') summary.unchanged++;
    if (event.type === 'still-failing') countFailure(summary, 'stillFailing', event.error);
    summary.found++;
  }
  if (signal?.aborted) plan.isWhole = false;
  const { unchanged, stillFailing } = summary;
  yield { type: 'plan', total: plan.tracks.length, unchanged, stillFailing };
  return plan;
}

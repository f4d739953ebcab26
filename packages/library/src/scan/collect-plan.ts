import { hasGraph } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import { countSkipped } from '../files/walk-music.ts';
import type { ScanEvent } from './scan-events.ts';
import { type PlanEvent, type PlannedTrack, planScan } from './scan-plan.ts';
import { countFailure, type ScanRun, selectedParts } from './scan-run.ts';

export interface CollectedPlan {
  tracks: PlannedTrack[];
  /** Record paths of all existing audio files. */
  found: Set<string>;
  /** False if the walk ended early. */
  isWhole: boolean;
  unread: string[];
}

export async function* collectPlan(run: ScanRun, paths: readonly string[]): AsyncGenerator<ScanEvent, CollectedPlan> {
  const { context, settings, files, spaces, embedding, summary } = run;
  const plan: CollectedPlan = { tracks: [], found: new Set(), isWhole: true, unread: [] };
  const { reEmbed, retryFailed, reportUnchanged, onlyMissing, resume, limit, signal } = settings;
  const staged = stagedPaths(context.meta);
  const options = {
    parts: selectedParts(settings),
    onlyMissing,
    retryFailed,
    space: embedding?.prepared.space,
    reEmbed,
    all: !resume,
    forPython: await hasGraph(context.folder.index),
    signal,
    unfinished: new Set(settings.unfinished),
  };
  for await (const event of planScan(paths, context.meta, files, spaces, options)) {
    if (signal?.aborted || plan.tracks.length >= limit) {
      plan.isWhole = false;
      break;
    }
    if (event.type === 'problem' || event.type === 'walk' || event.type === 'skipped') {
      if (event.type === 'skipped') countSkipped(summary.skipped, event);
      if (event.type === 'problem') {
        plan.unread.push(event.path);
        countFailure(summary, event.error);
      }
      yield event;
      continue;
    }
    const path = event.type === 'process' ? event.track.key : event.path;
    plan.found.add(path);
    // the file is back in place; a track to process is unmarked later, if it is audio
    if (event.type !== 'process' && staged.has(path)) context.meta.update(path, { staged: undefined });
    if (event.type === 'process') plan.tracks.push(event.track);
    if (event.type === 'unchanged') summary.unchanged++;
    if (event.type === 'still-failing') summary.stillFailing++;
    summary.found++;
    if (reportUnchanged && event.type !== 'process') yield unchangedEvent(event);
  }
  if (signal?.aborted) plan.isWhole = false;
  const { unchanged, stillFailing } = summary;
  yield { type: 'plan', total: plan.tracks.length, unchanged, stillFailing };
  return plan;
}

function unchangedEvent(
  event: Extract<PlanEvent, { type: 'unchanged' | 'still-failing' }>,
): Extract<ScanEvent, { type: 'unchanged' }> {
  const { path } = event;
  if (event.type === 'unchanged') return { type: 'unchanged', result: { path, ok: true, value: event.record } };
  return { type: 'unchanged', result: { path, ok: false, error: event.error } };
}

function stagedPaths(meta: MetaStore): Set<string> {
  const paths = new Set<string>();
  for (const [path, record] of meta.tracks(['staged'])) if (record.staged != null) paths.add(path);
  return paths;
}

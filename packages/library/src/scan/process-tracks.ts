import type { AnalysisOptions } from '@rbassist/analyze';
import { mapConcurrent } from '@rbassist/core';
import { isBuiltIn } from '../models/prepare-embedder.ts';
import { SavePoint } from '../records/save-point.ts';
import { storedCueForm } from '../records/stored-cue-form.ts';
import { createTrackPool, type TrackPool } from '../workers/track-pool.ts';
import { type BatchEmbedder, openBatchEmbedder } from './batch-embedder.ts';
import type { ScanEvent } from './scan-events.ts';
import type { PlannedTrack } from './scan-plan.ts';
import { countFailure, type ScanRun } from './scan-run.ts';
import { storeTrack } from './store-track.ts';
import { keptBpm } from './tag-values.ts';
import { NO_HABITS, type TempoHabits, tempoHabits } from './tempo-habits.ts';
import type { TrackRequest, TrackResult, TrackSettings } from './track-request.ts';

/** Returns the paths with new vectors. */
export async function* processTracks(
  run: ScanRun,
  tracks: readonly PlannedTrack[],
): AsyncGenerator<ScanEvent, Set<string>> {
  const { context, settings, summary } = run;
  const { signal, workers, saveEvery, timeLimitS } = settings;
  const changed = new Set<string>();
  const savePoint = new SavePoint(context.meta, saveEvery);
  const embedder = await batchEmbedderFor(run, tracks);
  const shared: TrackSettings = {
    analysis: analysisOptions(run, tracks),
    tempoHabits: tempoHabitsFor(run, tracks),
    timeLimitS,
  };
  const pool = createTrackPool<TrackRequest, TrackResult>({
    worker: 'track-worker',
    task: 'processTrack',
    workers,
    shared,
    done: 'processed',
    failed: (failure) => ({ ok: false, tags: {}, ...failure }),
  });
  let done = 0;
  try {
    const process = (track: PlannedTrack) => processTrack(run, track, pool, embedder);
    const concurrency = pool.concurrency + (embedder?.prefetch ?? 0);
    for await (const { track, reply } of mapConcurrent(tracks, process, { concurrency, signal })) {
      if (!reply) continue;
      const started = performance.now();
      const isNew = !context.meta.has(track.key);
      const result = await storeTrack(run, track, reply);
      if (result.ok && reply.ok) {
        if (reply.vector) changed.add(track.key);
        if (reply.analysis) summary.analyzed++;
        if (reply.truncated) summary.damaged++;
        summary.added++;
        if (isNew) summary.new++;
        summary.musicS += reply.durationS;
      } else if (!result.ok) {
        countFailure(summary, result.error);
      }
      await savePoint.tick();
      done++;
      const timing = reply.ok ? { ...reply.timing, writeMs: performance.now() - started } : undefined;
      const warning = reply.ok ? reply.warning : undefined;
      yield { type: 'track', done, total: tracks.length, result, warning, timing };
    }
  } finally {
    await pool.close();
    await embedder?.close();
    await savePoint.save();
  }
  summary.interrupted = signal?.aborted ?? false;
  return changed;
}

/** Loads the model first, so that a broken one fails before the first track. */
async function batchEmbedderFor(
  { embedding }: ScanRun,
  tracks: readonly PlannedTrack[],
): Promise<BatchEmbedder | undefined> {
  if (!embedding || isBuiltIn(embedding.model) || !tracks.some(({ embed }) => embed)) return undefined;
  return openBatchEmbedder(embedding.prepared);
}

/** All cues of a library have one form, so that one program can read them all. */
function analysisOptions({ context, settings }: ScanRun, tracks: readonly PlannedTrack[]): AnalysisOptions {
  const { analysis } = settings;
  if (analysis.cueForm !== undefined || !tracks.some(({ parts }) => parts.includes('cues'))) return analysis;
  return { ...analysis, cueForm: storedCueForm(context.meta) };
}

/** Reads the records of the library only if some track needs a tempo. */
function tempoHabitsFor({ context, settings }: ScanRun, tracks: readonly PlannedTrack[]): TempoHabits {
  if (!tracks.some(({ parts }) => parts.includes('tempo') || parts.includes('cues'))) return NO_HABITS;
  return tempoHabits(context.meta, new Set(settings.force ? tracks.map(({ key }) => key) : []));
}

async function processTrack(
  { context, settings, embedding }: ScanRun,
  track: PlannedTrack,
  pool: TrackPool<TrackRequest, TrackResult>,
  embedder: BatchEmbedder | undefined,
): Promise<{ track: PlannedTrack; reply: TrackResult | undefined }> {
  const { force, signal } = settings;
  const reply = await pool.run({
    path: track.path,
    model: track.embed && !embedder ? embedding?.model : undefined,
    windows: track.embed ? embedder?.windows : undefined,
    parts: track.parts,
    keptBpm: force ? undefined : keptBpm(context.meta.get(track.key), track.signature),
  });
  return { track, reply: embedder ? await embedder.embed(track.path, reply, signal) : reply };
}

import { ANALYSIS_PARTS, type AnalysisPart } from '@rbassist/analyze';
import { bounded, type EmbeddingSpace, type ProgressEvent, TrackError } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import { Checkpoint } from './checkpoint.ts';
import type { DataFolder } from './data-folder.ts';
import { embedderSpace, modelInUse } from './embedders.ts';
import { EmbeddingFiles, writeEmbedding } from './embedding-file.ts';
import { LibrarySpaces } from './library-spaces.ts';
import { progressEvents } from './progress-events.ts';
import type { ScanEvent, ScanSummary } from './scan-events.ts';
import { type ScanOptions, type ScanSettings, scanSettings } from './scan-options.ts';
import { type PlannedTrack, planScan } from './scan-plan.ts';
import { TrackPool } from './track-pool.ts';
import type { TrackReply } from './track-task.ts';
import { failedPatch, heardPatch } from './track-update.ts';
import { keptBpm } from './whose-value.ts';

/** How often the walk reports how far it is. */
const WALK_REPORT_EVERY = 100;

/** What a scan works on; the caller holds the writer's lock. */
export interface ScanTarget {
  folder: DataFolder;
  meta: MetaStore;
  /** Brings the index up to date with the records; `changed` names those whose vectors are new. */
  updateIndex: (
    space: EmbeddingSpace,
    changed: ReadonlySet<string>,
    onProgress: (event: ProgressEvent) => void,
  ) => Promise<IndexReport>;
}

/** `space` is absent where no vectors are wanted, `parts` is empty where no analysis is. */
type Settings = ScanSettings & { space: EmbeddingSpace | undefined; parts: readonly AnalysisPart[] };

/**
 * Listens to every audio file under `paths` of which something is missing or out of date, and remembers what it heard: one decode per
 * track in a pool of workers, for its vector, its analysis or both; the vector on disk at once, the records every so often and at the
 * end, the index last.
 *
 * A track that fails is an event and a line in the summary; the run goes on. What ends a run (a full disk, a data folder that
 * vanished) is thrown after everything done so far was saved as far as possible.
 */
export async function* scanTracks(
  target: ScanTarget,
  paths: readonly string[],
  options: ScanOptions = {},
): AsyncGenerator<ScanEvent, ScanSummary> {
  const files = await EmbeddingFiles.list(target.folder);
  const spaces = await LibrarySpaces.of(target.meta, files);
  const given = scanSettings({ ...options, model: options.model ?? (await modelInUse(spaces.counts.keys())) });
  const settings: Settings = {
    ...given,
    space: given.embed ? await embedderSpace(given.model, given.embedding) : undefined,
    parts: given.analyze ? (given.analysis.parts ?? ANALYSIS_PARTS) : [],
  };
  const summary: ScanSummary = {
    found: 0,
    added: 0,
    analyzed: 0,
    unchanged: 0,
    failed: 0,
    stillFailing: 0,
    failures: {},
    musicS: 0,
    interrupted: false,
  };
  if (settings.space && !settings.reEmbed) spaces.requireCompatible(settings.space);

  const tracks = yield* planTracks(target.meta, paths, files, spaces, settings, summary);
  const changed = yield* listenToTracks(target, tracks, settings, summary);
  if (!summary.interrupted && settings.space && settings.updateIndex && target.meta.size > 0) {
    summary.index = yield* indexTracks(target, changed, settings.space);
  }
  return summary;
}

async function* planTracks(
  meta: MetaStore,
  paths: readonly string[],
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  settings: Settings,
  summary: ScanSummary,
): AsyncGenerator<ScanEvent, PlannedTrack[]> {
  const tracks: PlannedTrack[] = [];
  for await (const event of planScan(paths, meta, files, spaces, { ...settings, all: !settings.resume })) {
    if (settings.signal?.aborted || tracks.length >= settings.limit) break;
    if (event.type === 'problem') {
      countFailure(summary, 'failed', event.error);
      yield event;
      continue;
    }
    if (event.type === 'listen') tracks.push(event.track);
    if (event.type === 'unchanged') summary.unchanged++;
    if (event.type === 'still-failing') countFailure(summary, 'stillFailing', event.error);
    summary.found++;
    if (summary.found % WALK_REPORT_EVERY === 0) yield { type: 'walk', found: summary.found };
  }
  yield { type: 'plan', total: tracks.length, unchanged: summary.unchanged, stillFailing: summary.stillFailing };
  return tracks;
}

/** Returns the paths whose vectors are new. */
async function* listenToTracks(
  target: ScanTarget,
  tracks: readonly PlannedTrack[],
  settings: Settings,
  summary: ScanSummary,
): AsyncGenerator<ScanEvent, Set<string>> {
  const changed = new Set<string>();
  const stopped = () => settings.signal?.aborted ?? false;
  const checkpoint = new Checkpoint(target.meta, settings.checkpointEvery);
  const pool = new TrackPool(settings.workers);
  let done = 0;
  try {
    const hear = async (track: PlannedTrack) => ({
      track,
      reply: await pool.hear({
        path: track.path,
        model: track.embed ? settings.model : undefined,
        embedding: settings.embedding,
        parts: track.parts,
        keptBpm: settings.force ? undefined : keptBpm(target.meta.get(track.path), track.signature),
        analysis: settings.analysis,
        timeLimitS: settings.trackTimeLimitS,
      }),
    });
    for await (const { track, reply } of bounded(tracks, pool.inHand, hear, stopped)) {
      const started = performance.now();
      const result = await storeReply(target, track, reply, settings);
      if (result.ok && reply.ok) {
        if (reply.vector) changed.add(track.path);
        if (reply.analysis) summary.analyzed++;
        summary.added++;
        summary.musicS += reply.durationS;
      } else if (!result.ok) {
        countFailure(summary, 'failed', result.error);
      }
      await checkpoint.tick();
      done++;
      const timing = reply.ok ? { ...reply.timing, writeMs: performance.now() - started } : undefined;
      yield { type: 'track', done, total: tracks.length, result, timing };
    }
  } finally {
    await pool.close();
    await checkpoint.save();
  }
  summary.interrupted = stopped();
  return changed;
}

async function storeReply(target: ScanTarget, track: PlannedTrack, reply: TrackReply, { space, force }: Settings) {
  const { meta, folder } = target;
  const { path, signature, parts } = track;
  const record = meta.get(path);
  if (!reply.ok) {
    const error = new TrackError(reply.kind, path, reply.message);
    // a file that is gone leaves no trace unless the library already knew it
    if (reply.kind !== 'missing' || record) meta.update(path, failedPatch(record, path, reply, signature));
    return { path, ok: false, error } as const;
  }
  const vector =
    reply.vector && space ? { embedding: await writeEmbedding(folder, path, reply.vector), space } : undefined;
  meta.update(path, heardPatch(record, path, reply, { signature, now: new Date(), vector, parts, force }));
  return { path, ok: true, value: meta.get(path) ?? {} } as const;
}

async function* indexTracks(
  target: ScanTarget,
  changed: ReadonlySet<string>,
  space: EmbeddingSpace,
): AsyncGenerator<ScanEvent, IndexReport> {
  const job = progressEvents<ProgressEvent, IndexReport>((report) => target.updateIndex(space, changed, report));
  for (;;) {
    const step = await job.next();
    if (step.done) return step.value;
    yield { type: 'index', progress: step.value };
  }
}

function countFailure(summary: ScanSummary, sort: 'failed' | 'stillFailing', { kind }: TrackError): void {
  summary[sort]++;
  summary.failures[kind] = (summary.failures[kind] ?? 0) + 1;
}

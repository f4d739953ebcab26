import { resolve } from 'node:path';
import { ANALYSIS_PARTS, type AnalysisPart } from '@rbassist/analyze';
import { type EmbeddingSpace, mapConcurrent, type ProgressEvent, TrackError, type TrackRecord } from '@rbassist/core';
import type { PreparedEmbedder } from '@rbassist/embed';
import type { IndexReport } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { type ModelSide, openModelSide } from '../models/batch-embedder.ts';
import { chooseModel } from '../models/choose-model.ts';
import { isBuiltIn, prepareEmbedder } from '../models/prepare-embedder.ts';
import { Checkpoint } from '../records/save-point.ts';
import {
  EmbeddingFiles,
  isEmbeddingOf,
  removeEmbedding,
  storedName,
  writeEmbedding,
} from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { moveToSpace } from '../vectors/migrate-model.ts';
import { progressEvents } from './progress-events.ts';
import type { ScanEvent, ScanSummary } from './scan-events.ts';
import { type ScanOptions, type ScanSettings, scanSettings } from './scan-options.ts';
import { type PlannedTrack, planScan } from './scan-plan.ts';
import { keptBpm } from './tag-values.ts';
import { createTrackPool } from './track-pool.ts';
import type { TrackReply, TrackTask } from './track-task.ts';
import { failedPatch, heardPatch, type SavedTrack } from './track-update.ts';

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

/** What makes a scan's vectors, and of which library. */
interface Embedding {
  model: string;
  prepared: PreparedEmbedder;
  /** The library's vectors are of another space, and stay in use until every track has one of this. */
  beside: boolean;
}

/** `embedding` is absent where no vectors are wanted, `parts` is empty where no analysis is. */
type Settings = ScanSettings & { embedWith: Embedding | undefined; parts: readonly AnalysisPart[] };

/** What a scan finds before it listens to anything. */
interface Plan {
  tracks: PlannedTrack[];
  /** Every audio file that is there. */
  found: Set<string>;
  /** Whether all of it was looked at. */
  whole: boolean;
}

/**
 * Listens to every audio file under `paths` of which something is missing or out of date, and remembers what it heard: one decode per
 * track in a pool of workers, for its vector, its analysis or both; the vector on disk at once, the records every so often and at the
 * end, the index last.
 *
 * A track that fails is an event and a line in the summary; the run goes on. What ends a run (a full disk, a data folder that
 * vanished, a model that fails for everything) is thrown after everything done so far was saved as far as possible.
 */
export async function* scanTracks(
  target: ScanTarget,
  paths: readonly string[],
  options: ScanOptions = {},
): AsyncGenerator<ScanEvent, ScanSummary> {
  const files = await EmbeddingFiles.list(target.folder);
  const spaces = await LibrarySpaces.of(target.meta, files);
  const given = scanSettings(options);
  const settings: Settings = {
    ...given,
    embedWith: given.embed ? yield* prepareModel(given, spaces) : undefined,
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

  const plan = yield* planTracks(target.meta, paths, files, spaces, settings, summary);
  const changed = yield* listenToTracks(target, plan.tracks, settings, summary);
  const { embedWith } = settings;
  if (summary.interrupted || !embedWith) return summary;
  let indexed: EmbeddingSpace | undefined = embedWith.prepared.space;
  if (embedWith.beside) {
    const roots = plan.whole ? paths.map((path) => resolve(path)) : [];
    summary.move = await moveToSpace(indexed, target, spaces, { roots, found: plan.found });
    if (summary.move.left > 0) indexed = spaces.counts.size === 1 ? [...spaces.counts.keys()][0] : undefined;
  }
  if (indexed && settings.updateIndex && target.meta.size > 0) {
    summary.index = yield* indexTracks(target, embedWith.beside ? new Set() : changed, indexed);
  }
  return summary;
}

async function* prepareModel(
  { model: asked, embedding, reEmbed }: ScanSettings,
  spaces: LibrarySpaces,
): AsyncGenerator<ScanEvent, Embedding> {
  const { model, because, ...chosen } = await chooseModel({ model: asked, embedding }, spaces.counts.keys());
  const prepared = await prepareEmbedder(model, chosen.embedding);
  const { space } = prepared;
  if (!reEmbed) spaces.requireCompatible(space);
  yield { type: 'model', model, space, because };
  return { model, prepared, beside: [...spaces.counts.keys()].some((known) => known !== space) };
}

async function* planTracks(
  meta: MetaStore,
  paths: readonly string[],
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  settings: Settings,
  summary: ScanSummary,
): AsyncGenerator<ScanEvent, Plan> {
  const plan: Plan = { tracks: [], found: new Set(), whole: true };
  const { tracks } = plan;
  const space = settings.embedWith?.prepared.space;
  for await (const event of planScan(paths, meta, files, spaces, { ...settings, space, all: !settings.resume })) {
    if (settings.signal?.aborted || tracks.length >= settings.limit) {
      plan.whole = false;
      break;
    }
    if (event.type === 'problem') {
      // a folder that can't be read may hold any of the library's tracks
      plan.whole = false;
      countFailure(summary, 'failed', event.error);
      yield event;
      continue;
    }
    plan.found.add(event.type === 'listen' ? event.track.key : event.path);
    if (event.type === 'listen') tracks.push(event.track);
    if (event.type === 'unchanged') summary.unchanged++;
    if (event.type === 'still-failing') countFailure(summary, 'stillFailing', event.error);
    summary.found++;
    if (summary.found % WALK_REPORT_EVERY === 0) yield { type: 'walk', found: summary.found };
  }
  yield { type: 'plan', total: tracks.length, unchanged: summary.unchanged, stillFailing: summary.stillFailing };
  return plan;
}

/** Returns the paths whose vectors are new. */
async function* listenToTracks(
  target: ScanTarget,
  tracks: readonly PlannedTrack[],
  settings: Settings,
  summary: ScanSummary,
): AsyncGenerator<ScanEvent, Set<string>> {
  const changed = new Set<string>();
  const checkpoint = new Checkpoint(target.meta, settings.checkpointEvery);
  const side = await modelSideFor(tracks, settings);
  const pool = createTrackPool<TrackTask, TrackReply>({
    worker: 'track-worker',
    task: 'hearTrack',
    workers: settings.workers,
    done: 'listened to',
    failed: (failure) => ({ ok: false, tags: {}, ...failure }),
  });
  let done = 0;
  try {
    const hear = async (track: PlannedTrack) => {
      const reply = await pool.run({
        path: track.path,
        model: track.embed && !side ? settings.embedWith?.model : undefined,
        windows: track.embed ? side?.wanted : undefined,
        parts: track.parts,
        keptBpm: settings.force ? undefined : keptBpm(target.meta.get(track.key), track.signature),
        analysis: settings.analysis,
        timeLimitS: settings.trackTimeLimitS,
      });
      return { track, reply: side ? await side.hear(track.path, reply, settings.signal) : reply };
    };
    const concurrency = pool.inHand + (side?.ahead ?? 0);
    for await (const { track, reply } of mapConcurrent(tracks, hear, { concurrency, signal: settings.signal })) {
      if (!reply) continue;
      const started = performance.now();
      const result = await storeReply(target, track, reply, settings);
      if (result.ok && reply.ok) {
        if (reply.vector) changed.add(track.key);
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
    await side?.close();
    await checkpoint.save();
  }
  summary.interrupted = settings.signal?.aborted ?? false;
  return changed;
}

/** A model that is not built in is loaded once there is anything for it to hear, so that one that cannot run fails before any track does. */
async function modelSideFor(tracks: readonly PlannedTrack[], { embedWith }: Settings): Promise<ModelSide | undefined> {
  if (!embedWith || isBuiltIn(embedWith.model) || !tracks.some(({ embed }) => embed)) return undefined;
  return openModelSide(embedWith.prepared);
}

async function storeReply(target: ScanTarget, track: PlannedTrack, reply: TrackReply, settings: Settings) {
  const { meta } = target;
  const { key: path, signature, parts } = track;
  const record = meta.get(path);
  if (!reply.ok) {
    const error = new TrackError(reply.kind, path, reply.message);
    // a file that is gone leaves no trace unless the library already knew it
    if (reply.kind !== 'missing' || record) meta.update(path, failedPatch(record, path, reply, signature));
    return { path, ok: false, error } as const;
  }
  const vector = await saveVector(target.folder, { path, record, vector: reply.vector }, settings);
  meta.update(
    path,
    heardPatch(record, path, reply, { signature, now: new Date(), vector, parts, force: settings.force }),
  );
  return { path, ok: true, value: meta.get(path) ?? {} } as const;
}

async function saveVector(
  folder: DataFolder,
  { path, record, vector }: { path: string; record: TrackRecord | undefined; vector: Float32Array | undefined },
  { embedWith }: Settings,
): Promise<SavedTrack['vector']> {
  if (!vector || !embedWith) return undefined;
  const { beside, prepared } = embedWith;
  const embedding = await writeEmbedding(folder, path, vector, beside ? prepared.space : undefined);
  const before = beside ? record?.embedding_next?.embedding : record?.embedding;
  // a data folder that was moved names its files where they were
  const isReplaced = before !== undefined && storedName(before) === storedName(embedding);
  if (before !== undefined && !isReplaced && isEmbeddingOf(path, before)) await removeEmbedding(folder, before);
  return { embedding, space: prepared.space, beside };
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

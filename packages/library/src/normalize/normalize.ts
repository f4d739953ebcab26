import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replayGainDb } from '@rbassist/audio';
import {
  carrySignatures,
  fileSignature,
  isContentSignature,
  mapConcurrent,
  type Result,
  removeAbandonedFiles,
  requirePaths,
  type StoredTrackError,
  TrackError,
  type TrackErrorKind,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { earlierFailure } from '../failures/earlier-failure.ts';
import { countSkipped, walkMusic } from '../files/walk-music.ts';
import type { LibraryContext } from '../library-context.ts';
import { SavePoint } from '../records/save-point.ts';
import { StoredPaths } from '../records/stored-paths.ts';
import { failedPatch } from '../scan/track-update.ts';
import { createTrackPool } from '../workers/track-pool.ts';

import type { NormalizedTrack, NormalizeEvent, NormalizeSummary } from './normalize-events.ts';
import { type NormalizeOptions, type NormalizeSettings, normalizeSettings } from './normalize-options.ts';
import type { NormalizeReply, NormalizeTask } from './normalize-task.ts';
import { loudnessPatch, storedLoudness } from './stored-loudness.ts';

const UNDECODABLE: ReadonlySet<TrackErrorKind> = new Set(['not-audio', 'corrupt']);

/** A track that fails is an event and a count in the summary. */
export function normalize(
  context: LibraryContext,
  paths: readonly string[],
  options: NormalizeOptions,
): AsyncGenerator<NormalizeEvent, NormalizeSummary> {
  const run = () => normalizeTracks(context, paths, options);
  return options.dryRun ? run() : context.records.writing(run);
}

async function* normalizeTracks(
  { meta, waveforms, warnOnce }: LibraryContext,
  paths: readonly string[],
  options: NormalizeOptions,
): AsyncGenerator<NormalizeEvent, NormalizeSummary> {
  const settings = normalizeSettings(options);
  requirePaths('paths', paths);
  const { targetLufs, dryRun } = settings;
  const summary: NormalizeSummary = {
    targetLufs,
    dryRun,
    found: 0,
    skipped: {},
    tagged: 0,
    unchanged: 0,
    silent: 0,
    clipping: 0,
    measured: 0,
    failed: 0,
    stillFailing: 0,
    failures: {},
    interrupted: false,
  };
  const tasks = yield* planTasks(meta, paths, settings, summary);
  if (!dryRun) await removeTemporaryFiles(tasks);
  yield* runTasks({ meta, waveforms, warnOnce }, tasks, settings, summary);
  return summary;
}

async function* planTasks(
  meta: MetaStore,
  paths: readonly string[],
  { signal, targetLufs, dryRun, force, retryFailed, timeLimitS }: NormalizeSettings,
  summary: NormalizeSummary,
): AsyncGenerator<NormalizeEvent, NormalizeTask[]> {
  const tasks: NormalizeTask[] = [];
  const storedPaths = new StoredPaths(meta);
  for await (const found of walkMusic(paths, signal)) {
    if (found.type !== 'file') {
      if (found.type === 'skipped') countSkipped(summary.skipped, found);
      if (found.type === 'problem') countFailure(summary, found.error);
      yield found;
      continue;
    }
    const { path } = found;
    const signature = await fileSignature(path).catch(() => '');
    const key = (await storedPaths.ofFile(path)) ?? path;
    const record = meta.get(key);
    summary.found++;
    const failure = record && !retryFailed ? earlierFailure(path, record, signature) : undefined;
    // a track too short to be analysed has a loudness
    if (failure && failure.kind !== 'too-short') {
      summary.stillFailing++;
      yield { type: 'unchanged', path, error: failure };
      continue;
    }
    const loudness = force ? undefined : storedLoudness(record, signature);
    const sha1 = record?.sig_bpmkey;
    tasks.push({
      path,
      key,
      signature,
      stored: loudness && { loudness, signature },
      content: isContentSignature(sha1) ? { sha1, signature: record?.sig_bpmkey_fast } : undefined,
      targetLufs,
      dryRun,
      timeLimitS,
    });
  }
  yield { type: 'plan', total: tasks.length, unmeasured: tasks.filter(({ stored }) => !stored).length };
  return tasks;
}

async function removeTemporaryFiles(tasks: readonly NormalizeTask[]): Promise<void> {
  const folders = new Set<string>();
  for (const { path } of tasks) folders.add(dirname(await realpath(path).catch(() => path)));
  for (const folder of folders) await removeAbandonedFiles(folder);
}

async function* runTasks(
  { meta, waveforms, warnOnce }: Pick<LibraryContext, 'meta' | 'waveforms' | 'warnOnce'>,
  tasks: readonly NormalizeTask[],
  settings: NormalizeSettings,
  summary: NormalizeSummary,
): AsyncGenerator<NormalizeEvent> {
  const savePoint = new SavePoint(meta, settings.saveEvery);
  const pool = createTrackPool<NormalizeTask, NormalizeReply>({
    worker: 'normalize-worker',
    task: 'normalizeTrack',
    workers: settings.workers,
    done: 'normalised',
    failed: (failure) => ({ ok: false, ...failure }),
  });
  let done = 0;
  try {
    const work = async (task: NormalizeTask) => ({ task, reply: await pool.run(task) });
    for await (const { task, reply } of mapConcurrent(tasks, work, {
      concurrency: pool.concurrency,
      signal: settings.signal,
    })) {
      if (!settings.dryRun) {
        storeReply(meta, task, reply);
        if (reply.ok) await waveforms.carry(task.key, reply.before, reply.after);
      }
      if (reply.ok) for (const message of reply.warnings) warnOnce(message);
      const result = resultOf(task.path, reply, settings.targetLufs);
      count(summary, result);
      if (!settings.dryRun) await savePoint.tick();
      done++;
      yield { type: 'track', done, total: tasks.length, result };
    }
  } finally {
    await pool.close();
    if (!settings.dryRun) await savePoint.save();
  }
  summary.interrupted = settings.signal?.aborted ?? false;
}

function storeReply(meta: MetaStore, { key: path, signature, stored }: NormalizeTask, reply: NormalizeReply): void {
  const record = meta.get(path);
  if (!reply.ok) {
    const { measured, kind } = reply;
    if (measured) meta.update(path, loudnessPatch(record, measured.loudness, measured.signature));
    // a file that can't be decoded fails in a scan too; one that can't be tagged does not
    else if (!stored && UNDECODABLE.has(kind))
      meta.update(path, failedPatch(record, path, { ...reply, tags: {} }, signature));
    return;
  }
  const carried = carrySignatures(record, reply.before, reply.after);
  const measured = reply.measured ? loudnessPatch(record, reply.loudness, reply.after) : {};
  const hashed = reply.sha1 === undefined ? {} : { sig_bpmkey: reply.sha1, sig_bpmkey_fast: reply.after };
  const healed = reply.measured && isOver(record?.error, reply.before) ? { error: undefined } : {};
  const patch = { ...carried, ...measured, ...hashed, ...healed };
  if (Object.keys(patch).length > 0) meta.update(path, patch);
}

/** Returns true for a failure that a file which could be decoded no longer has. */
function isOver(error: StoredTrackError | null | undefined, signature: string): boolean {
  return error != null && (UNDECODABLE.has(error.kind) || error.signature !== signature);
}

function resultOf(path: string, reply: NormalizeReply, targetLufs: number): Result<NormalizedTrack> {
  if (!reply.ok) {
    const { kind, message, remedies } = reply;
    return { path, ok: false, error: new TrackError(kind, path, message, { remedies }) };
  }
  const { loudness, measured, changed } = reply;
  const { loudness_lufs: loudnessLufs, true_peak_db: truePeakDb } = loudness;
  if (loudnessLufs === null || truePeakDb === null) {
    return { path, ok: true, value: { ...loudness, gainDb: null, clips: false, state: 'silent', measured } };
  }
  const gainDb = Number(replayGainDb({ loudnessLufs, truePeakDb, targetLufs }).toFixed(2));
  const state = changed ? 'tagged' : 'unchanged';
  return { path, ok: true, value: { ...loudness, gainDb, clips: truePeakDb + gainDb > 0, state, measured } };
}

function count(summary: NormalizeSummary, result: Result<NormalizedTrack>): void {
  if (!result.ok) {
    if (result.error instanceof TrackError) countFailure(summary, result.error);
    return;
  }
  const { state, clips, measured } = result.value;
  summary[state]++;
  if (clips) summary.clipping++;
  if (measured) summary.measured++;
}

function countFailure(summary: NormalizeSummary, { kind }: TrackError): void {
  summary.failed++;
  summary.failures[kind] = (summary.failures[kind] ?? 0) + 1;
}

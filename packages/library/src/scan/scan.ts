import { resolve } from 'node:path';
import { type EmbeddingSpace, type ProgressEvent, requirePaths } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { prepareLibraryEmbedder } from '../models/library-embedder.ts';
import { discardVectors } from '../vectors/discard-vectors.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { migrateModel } from '../vectors/migrate-model.ts';
import { collectPlan } from './collect-plan.ts';
import { followMissing } from './follow-missing.ts';
import { markMissing } from './mark-missing.ts';
import { processTracks } from './process-tracks.ts';
import { progressEvents } from './progress-events.ts';
import type { ScanEvent, ScanSummary } from './scan-events.ts';
import { type AnalyzeOptions, type ScanOptions, type ScanSettings, scanSettings } from './scan-options.ts';
import type { EmbeddingRun, ScanRun } from './scan-run.ts';

/**
 * Saves vectors and records after every track, and the index at the end. A track that fails is an event and a count in
 * the summary. An error that ends the run, such as a full disk or a model that fails for every track, is thrown after
 * saving finished work.
 */
export function scan(
  context: LibraryContext,
  paths: readonly string[],
  options: ScanOptions,
): AsyncGenerator<ScanEvent, ScanSummary> {
  return context.records.writing(() => scanAsWriter(context, paths, options));
}

export function analyze(
  context: LibraryContext,
  paths: readonly string[],
  options: AnalyzeOptions,
): AsyncGenerator<ScanEvent, ScanSummary> {
  return scan(context, paths, { ...options, embed: false, analyze: true });
}

async function* scanAsWriter(
  context: LibraryContext,
  paths: readonly string[],
  options: ScanOptions,
): AsyncGenerator<ScanEvent, ScanSummary> {
  const settings = scanSettings(options);
  requirePaths('paths', paths);
  if (settings.reEmbed) await context.meta.backup();
  const followed = settings.followMoves ? yield* followMissing(context, paths, settings) : undefined;
  const files = await EmbeddingFiles.list(context.folder);
  const stored = await LibrarySpaces.of(context.meta, files);
  const embedding = settings.embed ? yield* prepareModel(settings, stored) : undefined;
  if (embedding) warnOfUnnamed(context, embedding);
  const spaces = embedding?.spaces ?? stored;
  const run: ScanRun = {
    ...{ context, settings, files, spaces, embedding },
    ...{
      replacedVectors: [],
      vanished: new Set<string>(),
      summary: { ...emptySummary(), moved: followed?.count ?? 0 },
    },
  };

  const plan = yield* collectPlan(run, paths);
  const changed = yield* processTracks(run, plan.tracks);
  await discardVectors(context, run.replacedVectors);
  const { summary } = run;
  yield* markMissing(run, paths, plan);
  if (summary.interrupted || !embedding) return summary;
  let indexed: EmbeddingSpace | undefined = embedding.prepared.space;
  if (embedding.isMigration) {
    // an unreadable folder may contain any of the library's tracks
    const roots = new Set(plan.isWhole && plan.unread.length === 0 ? paths.map((path) => resolve(path)) : []);
    summary.migration = await migrateModel(indexed, context, spaces, { roots, found: plan.found });
    if (summary.migration.left > 0) indexed = spaces.counts.size === 1 ? [...spaces.counts.keys()][0] : undefined;
  }
  if (indexed && settings.updateIndex && context.meta.size > 0) {
    const outdated = new Set(embedding.isMigration ? [] : [...changed, ...(followed?.merged ?? [])]);
    summary.index = yield* updateIndex(context, indexed, outdated);
  }
  return summary;
}

async function* prepareModel(settings: ScanSettings, stored: LibrarySpaces): AsyncGenerator<ScanEvent, EmbeddingRun> {
  const { model, reason, prepared } = await prepareLibraryEmbedder(settings, stored.counts);
  const { space } = prepared;
  const spaces = settings.reEmbed ? stored.exactly() : stored.forEmbedder(space);
  if (!settings.reEmbed) spaces.requireCompatible(space);
  yield { type: 'model', model, space, reason };
  return { model, prepared, spaces, isMigration: [...spaces.counts.keys()].some((other) => other !== space) };
}

/** Warns about vectors that name the model of this scan, but not its weights. */
function warnOfUnnamed({ warn }: LibraryContext, { model, prepared, spaces }: EmbeddingRun): void {
  if (spaces.unnamed === 0) return;
  const { space } = prepared;
  warn(
    `${spaces.unnamed} vectors of the library don't say which weights of ${model} made them. rbassist treats them as vectors of ${space}.`,
  );
}

async function* updateIndex(
  { vectors }: LibraryContext,
  space: EmbeddingSpace,
  changed: ReadonlySet<string>,
): AsyncGenerator<ScanEvent, IndexReport> {
  const job = progressEvents<ProgressEvent, IndexReport>((onProgress) =>
    vectors.updateIndex({ incremental: true, space, changed, onProgress }),
  );
  for (;;) {
    const step = await job.next();
    if (step.done) return step.value;
    yield { type: 'index', progress: step.value };
  }
}

function emptySummary(): ScanSummary {
  return {
    found: 0,
    added: 0,
    new: 0,
    analyzed: 0,
    damaged: 0,
    unchanged: 0,
    failed: 0,
    stillFailing: 0,
    failures: {},
    skipped: {},
    musicS: 0,
    missing: 0,
    moved: 0,
    interrupted: false,
  };
}

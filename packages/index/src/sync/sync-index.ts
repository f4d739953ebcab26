import { utimes } from 'node:fs/promises';
import { FileFormatError, MissingDependencyError } from '@rbassist/core';
import { chooseEngine, ENGINE_KINDS } from '../engines/choose-engine.ts';
import type { VectorWriter } from '../engines/vector-engine.ts';
import type { IndexEntry } from '../entries/index-entry.ts';
import { loadEntries } from '../entries/load-entries.ts';
import { type Labels, readLabels, usedLabels } from '../files/labels.ts';
import { manifestPath } from '../files/manifest.ts';
import { engineFile, readManifest, requireSpace } from '../store/read-index.ts';
import { writeIndexFiles } from '../store/write-index.ts';
import { buildWith } from './build-index.ts';
import { compareEntries, type EntryDifferences } from './compare-entries.ts';
import { type SyncIndexOptions, syncSettings } from './index-options.ts';
import { type IndexReport, interruptedReport, unusable } from './index-report.ts';
import { graphState } from './outdated-graph.ts';
import { shrinkGraph } from './shrink-graph.ts';

/** Maximum share of free labels; with more, the index is rebuilt. */
const MOST_GONE = 0.2;

type Settings = ReturnType<typeof syncSettings>;

interface OpenedIndex {
  labels: Labels;
  writer: VectorWriter;
}

/**
 * Updates an index to match the entries, and changes only the differences. New vectors get the labels of removed
 * vectors or new labels; changed vectors keep their labels. Labels that stay free are dropped. It does not read
 * unchanged files, and writes nothing if nothing changed.
 *
 * Rebuilds the index if there is no valid one, or if more than a fifth of the labels would be free. After an abort, it
 * writes nothing, and the report has `interrupted: true`.
 *
 * @throws {SpaceMismatchError} if the index has another embedding space.
 * @throws the errors of {@link buildIndex}.
 */
export async function syncIndex(options: SyncIndexOptions): Promise<IndexReport> {
  const settings = syncSettings(options);
  const { folder, engine, signal } = settings;
  const keepGraph = engine === 'auto';
  const entries: IndexEntry[] = [];
  for await (const entry of settings.entries) {
    if (signal?.aborted) break;
    entries.push(entry);
  }
  const opened = await openForChange(settings);
  if (typeof opened === 'string') {
    const report = await buildWith(await chooseEngine(engine, folder), { ...settings, entries }, { keepGraph });
    return report.interrupted ? report : { ...report, reason: opened };
  }
  const { writer } = opened;
  try {
    const differences = await compareEntries(entries, opened.labels, settings);
    if (signal?.aborted) return await interruptedReport(folder, writer.name);
    const size = differences.unchanged + differences.toLoad.length;
    const labels = Math.max(opened.labels.length, size);
    if (labels - size <= labels * MOST_GONE) return await apply(entries, differences, opened, settings);
  } finally {
    await writer.close();
  }
  const report = await buildWith(ENGINE_KINDS[writer.name], { ...settings, entries }, { keepGraph });
  return report.interrupted ? report : { ...report, reason: 'More than a fifth of the vectors were removed.' };
}

async function apply(
  entries: readonly IndexEntry[],
  { unchanged, toLoad, gone, skipped }: EntryDifferences,
  { labels, writer }: OpenedIndex,
  settings: Settings,
): Promise<IndexReport> {
  const { folder, space, engine, signal } = settings;
  const keepGraph = engine === 'auto';
  const counts = { added: 0, removed: gone.length, replaced: 0, unchanged };
  const emptied = new Set(gone);
  const hadHoles = labels.includes(null);
  for (const label of gone) labels[label] = null;
  const free = labels.flatMap((key, label) => (key === null ? label : []));
  for await (const { entry, loaded } of loadEntries(toLoad, writer.dimensions, settings)) {
    const { path, label } = entry;
    if (!loaded.ok) {
      skipped.push(unusable(path, loaded.error));
      if (label === undefined) continue;
      labels[label] = null;
      emptied.add(label);
      counts.removed++;
    } else if (label === undefined) {
      const next = free.shift() ?? labels.length;
      await writer.put(next, loaded.value);
      labels[next] = path;
      emptied.delete(next);
      counts.added++;
    } else if (await writer.holds(label, loaded.value)) {
      counts.unchanged++;
    } else {
      await writer.put(label, loaded.value);
      counts.replaced++;
    }
  }
  if (signal?.aborted) return interruptedReport(folder, writer.name);
  for (const label of emptied) await writer.remove(label);
  const hasChanged = counts.added + counts.removed + counts.replaced > 0 || hadHoles;
  if (hasChanged) await writeIndexFiles(folder, { space, writer, labels }, { keepGraph });
  else if (toLoad.length > 0) await markChecked(folder);
  if (keepGraph && writer.name !== 'hnsw') await shrinkGraph(folder, entries);
  return {
    ...{ count: usedLabels(labels).length, ...counts, skipped, engine: writer.name },
    ...{ rebuilt: false, interrupted: false },
    ...(keepGraph && (await graphState(folder, entries))),
  };
}

/** Sets the time of index.json to now, so that the next sync does not read these unchanged files again. */
async function markChecked(folder: string): Promise<void> {
  const now = new Date();
  // after an error, the next sync only reads those files again
  await utimes(manifestPath(folder), now, now).catch(() => {});
}

/** Opens the index in the folder, or returns the reason to rebuild it. */
async function openForChange({ folder, space, engine }: Settings): Promise<OpenedIndex | string> {
  try {
    const manifest = await readManifest(folder);
    requireSpace(manifest.space, space);
    const wanted = engine === 'auto' ? await engineToKeep(folder, manifest.engine) : engine;
    if (wanted !== manifest.engine) {
      return `The index uses the ${manifest.engine} engine instead of the ${wanted} engine.`;
    }
    const labels = await readLabels(folder, manifest);
    const { kind, path, expected } = engineFile(folder, manifest);
    return { labels, writer: await kind.change(path, expected) };
  } catch (error) {
    const replaceable =
      error instanceof FileFormatError || (engine === 'auto' && error instanceof MissingDependencyError);
    if (replaceable) return error.message;
    throw error;
  }
}

/** Returns the engine of the index, but `hnsw` if the folder has a hnsw.idx and hnswlib-node is available. */
async function engineToKeep(folder: string, engine: string): Promise<string> {
  return engine === 'exact' ? (await chooseEngine('auto', folder)).name : engine;
}

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

/** An index is built again if more than this share of its vectors are gone. */
const MOST_GONE = 0.2;

type Settings = ReturnType<typeof syncSettings>;

/** An index that is being changed. */
interface OpenedIndex {
  labels: Labels;
  writer: VectorWriter;
}

/**
 * Brings an index in line with entries and changes only what differs: new vectors take the labels of removed ones, or
 * new labels; changed vectors keep theirs. Labels that stay free are closed up. It reads no other vector, and writes
 * nothing if nothing changed. It builds the index again if there is no valid one, or if more than a fifth of the labels
 * would be free. On abort nothing is written, and the report says `interrupted`.
 *
 * @throws {SpaceMismatchError} if the index holds vectors of another embedding space.
 * @throws as {@link buildIndex}.
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
  return report.interrupted ? report : { ...report, reason: 'More than a fifth of the labels would be free.' };
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
      // the index holds a vector that is no longer this key's
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

/** Sets the time of index.json to now, so that files found to be unchanged are older next time. */
async function markChecked(folder: string): Promise<void> {
  const now = new Date();
  // a failure costs only reading those files again
  await utimes(manifestPath(folder), now, now).catch(() => {});
}

/** Opens the index in the folder, or returns the reason why it has to be built again. */
async function openForChange({ folder, space, engine }: Settings): Promise<OpenedIndex | string> {
  try {
    const manifest = await readManifest(folder);
    requireSpace(manifest.space, space);
    const wanted = engine === 'auto' ? await engineToKeep(folder, manifest.engine) : engine;
    if (wanted !== manifest.engine) {
      return `The index was made with the ${manifest.engine} engine, and the ${wanted} engine is wanted.`;
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

/**
 * Keeps the engine of an index, but follows a hnsw.idx of other programs as soon as hnswlib-node is there to update it.
 */
async function engineToKeep(folder: string, engine: string): Promise<string> {
  return engine === 'exact' ? (await chooseEngine('auto', folder)).name : engine;
}

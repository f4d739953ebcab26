import { spaceDimensions } from '@rbassist/core';
import { chooseEngine } from '../engines/choose-engine.ts';
import type { EngineKind } from '../engines/vector-engine.ts';
import { type ListedVector, listed } from '../entries/index-entry.ts';
import { loadEntries } from '../entries/load-entries.ts';
import type { Labels } from '../files/labels.ts';
import { writeIndexFiles } from '../store/write-index.ts';
import { type BuildIndexOptions, buildSettings } from './index-options.ts';
import { type IndexReport, interruptedReport, listedTwice, type SkippedEntry, unusable } from './index-report.ts';
import { graphState } from './outdated-graph.ts';
import { shrinkGraph } from './shrink-graph.ts';

/**
 * Builds an index from vectors and replaces any index in the folder. Skips and reports vectors that are missing,
 * damaged, not finite or of another length. Without entries, the index is empty. After an abort, it writes nothing, and
 * the report has `interrupted: true`.
 *
 * With `engine: 'auto'`, it keeps a hnsw.idx that rbassist can't update; see `outdatedGraph` of the report.
 *
 * @throws {OptionError} for an option that is unknown or invalid.
 * @throws {MissingDependencyError} for the engine `hnsw` if hnswlib-node can't be loaded.
 * @throws {DataFolderError} if the files can't be written.
 */
export async function buildIndex(options: BuildIndexOptions): Promise<IndexReport> {
  const settings = buildSettings(options);
  const { folder, engine } = settings;
  return buildWith(await chooseEngine(engine, folder), settings, { keepGraph: engine === 'auto' });
}

/** Builds an index with one engine. `keepGraph` keeps a hnsw.idx that this index does not use. */
export async function buildWith(
  kind: EngineKind,
  options: BuildIndexOptions,
  { keepGraph }: { keepGraph: boolean },
): Promise<IndexReport> {
  const { folder, space, signal } = options;
  const dimensions = spaceDimensions(space);
  const writer = await kind.create(dimensions);
  try {
    const labels: Labels = [];
    const indexed = new Map<string, ListedVector>();
    const skipped: SkippedEntry[] = [];
    for await (const { entry, loaded } of loadEntries(options.entries, dimensions, options)) {
      const { path } = entry;
      if (indexed.has(path)) skipped.push(listedTwice(path));
      else if (!loaded.ok) skipped.push(unusable(path, loaded.error));
      else {
        await writer.put(labels.length, loaded.value);
        labels.push(path);
        indexed.set(path, listed(entry));
      }
    }
    if (signal?.aborted) return interruptedReport(folder, kind.name);
    await writeIndexFiles(folder, { space, writer, labels }, { keepGraph });
    if (keepGraph && kind.name !== 'hnsw') await shrinkGraph(folder, indexed.values());
    const count = labels.length;
    return {
      ...{ count, added: count, removed: 0, replaced: 0, unchanged: 0, skipped, engine: kind.name },
      ...{ rebuilt: true, interrupted: false },
      ...(keepGraph && (await graphState(folder, indexed.values()))),
    };
  } finally {
    await writer.close();
  }
}

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkOptions, optionRules, type Remedy, readRegularFile, requireRule } from '@rbassist/core';
import { ENGINE_KINDS } from '../engines/choose-engine.ts';
import { describeEngines } from '../engines/describe-engines.ts';
import type { ListedVector } from '../entries/index-entry.ts';
import { LABELS_NAME, LARGEST_LABELS_BYTES } from '../files/labels.ts';
import { readManifest } from '../store/read-index.ts';
import { ENTRIES_RULE } from './index-options.ts';
import { FILES_PER_TURN, isNewer } from './newer-file.ts';

/** A hnsw.idx that other programs read, but that does not match the vectors. */
export interface OutdatedGraph {
  path: string;
  /** Differences, and the reason why rbassist does not update the file. */
  reason: string;
  /** Install hnswlib-node if it is missing, so that the next build or sync updates the graph; else build the index. */
  remedies: readonly Remedy[];
}

/** Options of {@link findOutdatedGraph}. */
export interface OutdatedGraphOptions {
  folder: string;
  /** Vectors that the graph should contain, with their files if they have any. */
  entries: Iterable<ListedVector>;
}

/**
 * Finds an outdated hnsw.idx, which gives wrong results in programs that read it, such as the Python rbassist. This
 * happens if the vectors changed after another program wrote the file, or after hnswlib-node was removed. An index of
 * rbassist's own hnsw engine is never outdated, because {@link openIndex} checks it.
 *
 * @returns undefined if there is no hnsw.idx, or it matches the entries.
 * @throws {OptionError} for an option that is unknown or has a wrong type.
 */
export async function findOutdatedGraph(options: OutdatedGraphOptions): Promise<OutdatedGraph | undefined> {
  checkOptions(options, { folder: optionRules.text, entries: ENTRIES_RULE });
  const { folder, entries } = options;
  requireRule('folder', folder, optionRules.text);
  requireRule('entries', entries, ENTRIES_RULE);
  const path = join(folder, ENGINE_KINDS.hnsw.fileName);
  const graph = await stat(path).catch(() => undefined);
  if (graph === undefined) return undefined;
  const engine = await readManifest(folder).then(
    (manifest) => manifest.engine,
    () => undefined,
  );
  if (engine === 'hnsw') return undefined;
  const paths = await readGraphPaths(folder);
  const indexed = paths && new Set(paths.filter((key) => key !== null));
  const problem = await differences(indexed, entries, graph.mtimeMs);
  return problem === undefined ? undefined : describe(path, problem);
}

export async function graphState(
  folder: string,
  entries: Iterable<ListedVector>,
): Promise<{ outdatedGraph?: OutdatedGraph }> {
  const outdatedGraph = await findOutdatedGraph({ folder, entries });
  return outdatedGraph ? { outdatedGraph } : {};
}

export async function readGraphPaths(folder: string): Promise<unknown[] | undefined> {
  try {
    const paths: unknown = JSON.parse(
      (await readRegularFile(join(folder, LABELS_NAME), LARGEST_LABELS_BYTES)).toString(),
    );
    return Array.isArray(paths) ? paths : undefined;
  } catch {
    return undefined;
  }
}

async function differences(
  indexed: Set<unknown> | undefined,
  entries: Iterable<ListedVector>,
  writtenMs: number,
): Promise<string | undefined> {
  if (indexed === undefined) return `its ${LABELS_NAME} can't be read`;
  const found = new Set<string>();
  let missing = 0;
  let changed = 0;
  for (const { path, embedding } of entries) {
    if ((found.size + missing) % FILES_PER_TURN === 0) await nextTurn();
    if (!indexed.has(path)) missing++;
    else if (!found.has(path)) {
      found.add(path);
      if (embedding !== undefined && isNewer(embedding, writtenMs)) changed++;
    }
  }
  const gone = indexed.size - found.size;
  const parts = [
    missing > 0 && `lacks ${missing} of the vectors`,
    gone > 0 && `still has ${gone} of the removed ones`,
    changed > 0 && `has old values of ${changed}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : `it ${parts.join(', ')}`;
}

async function describe(path: string, problem: string): Promise<OutdatedGraph> {
  const engines = await describeEngines();
  const missing = engines.find(({ name, available }) => name === 'hnsw' && !available);
  const why = missing ? ' rbassist needs hnswlib-node to update it.' : '';
  return {
    path,
    reason: `${path} is out of date: ${problem}. Programs that read it, such as the Python rbassist, get outdated results.${why}`,
    remedies: missing?.remedies ?? [{ action: 'rebuild-index' }],
  };
}

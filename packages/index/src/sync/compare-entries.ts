import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IndexEntry } from '../entries/index-entry.ts';
import { type Labels, labelsByKey } from '../files/labels.ts';
import { manifestPath } from '../files/manifest.ts';
import { listedTwice, type SkippedEntry } from './index-report.ts';
import { FILES_PER_TURN, isNewer } from './newer-file.ts';

/** Also compares files written this shortly before the index, because file times are coarse. */
const CLOCK_MS = 5_000;

export interface EntryDifferences {
  unchanged: number;
  /** Entries to load: new entries, and entries of the index that may have changed, with their labels. */
  toLoad: (IndexEntry & { label?: number })[];
  /** Labels whose keys are no longer listed. */
  gone: number[];
  skipped: SkippedEntry[];
}

/**
 * Compares entries with the labels of an index, without reading vectors. Always loads vectors in memory, which costs
 * nothing. The keys in `changed`, and files newer than index.json, count as changed.
 */
export async function compareEntries(
  entries: readonly IndexEntry[],
  labels: Readonly<Labels>,
  { folder, changed, signal }: { folder: string; changed: ReadonlySet<string>; signal?: AbortSignal },
): Promise<EntryDifferences> {
  const { mtimeMs } = await stat(manifestPath(folder));
  // a time in the future means that the clock was set back: compare every vector, because times are useless
  const writtenMs = mtimeMs > Date.now() ? Number.NEGATIVE_INFINITY : mtimeMs;
  const before = labelsByKey(labels);
  const differences: EntryDifferences = { unchanged: 0, toLoad: [], gone: [], skipped: [] };
  const listed = new Set<string>();
  const mayDiffer = (entry: IndexEntry) =>
    'vector' in entry || changed.has(entry.path) || isNewer(entry.embedding, writtenMs - CLOCK_MS);
  for (const [i, entry] of entries.entries()) {
    if (i % FILES_PER_TURN === 0) await nextTurn();
    if (signal?.aborted) break;
    const { path } = entry;
    const label = before.get(path);
    if (listed.has(path)) differences.skipped.push(listedTwice(path));
    else if (label === undefined) differences.toLoad.push(entry);
    else if (mayDiffer(entry)) differences.toLoad.push({ ...entry, label });
    else differences.unchanged++;
    listed.add(path);
  }
  for (const [path, label] of before) if (!listed.has(path)) differences.gone.push(label);
  return differences;
}

import { type EmbeddingSpace, notify, type RunOptions, spaceDimensions } from '@rbassist/core';
import { chooseEngine, type EngineChoice } from './engines.ts';
import { inOrder } from './in-order.ts';
import { type IndexContents, writeIndexFiles } from './index-files.ts';
import { loadEmbedding } from './load-embedding.ts';
import type { EngineName } from './vector-engine.ts';

/** A track to index. */
export interface IndexEntry {
  /** Of the track; what a search returns. */
  path: string;
  /** Of the `.npy` file with its vector. */
  embedding: string;
}

/** What to index, and where. */
export interface BuildIndexOptions extends RunOptions {
  /** The library's index folder, `<data>/index`; made when it does not exist. */
  folder: string;
  /** Labels are given in this order, so that the same entries give the same files. */
  entries: Iterable<IndexEntry> | AsyncIterable<IndexEntry>;
  /** The embedding space of all vectors; it states their length. */
  space: EmbeddingSpace;
  /** @default 'auto' */
  engine?: EngineChoice;
}

/** An entry that is not in the index. */
export interface SkippedEntry {
  path: string;
  /** Why, and what to do. */
  reason: string;
}

/** What a build or update did. */
export interface IndexReport {
  /** Tracks now in the index. */
  count: number;
  /** Tracks that were added, those replaced included. */
  added: number;
  /** Tracks that were dropped, those replaced included. */
  removed: number;
  skipped: SkippedEntry[];
  engine: EngineName;
  /** Whether the index was built anew. */
  rebuilt: boolean;
}

/** Vectors read ahead while one is being added. */
const FILES_AT_ONCE = 16;

/**
 * Builds the index of a library from its vectors, replacing any index that is there. No entries give an empty index. A vector
 * that is missing, damaged, of another length or not finite is skipped and reported.
 *
 * @throws {MissingDependencyError} when `hnsw` is asked for and can't be loaded.
 * @throws {DataFolderError} when the files can't be written.
 * @throws the signal's reason, when it is aborted before writing begins; an index that is there then stays.
 */
export async function buildIndex(options: BuildIndexOptions): Promise<IndexReport> {
  const { folder, space, engine = 'auto' } = options;
  const kind = await chooseEngine(engine);
  const contents: IndexContents = { space, engine: await kind.create(spaceDimensions(space)), paths: [] };
  const { added, skipped } = await addEntries(contents, options.entries, options);
  await writeIndexFiles(folder, contents);
  return { count: added, added, removed: 0, skipped, engine: kind.name, rebuilt: true };
}

/** What came of adding entries. */
export interface AddReport {
  added: number;
  skipped: SkippedEntry[];
}

/** Adds the vectors of entries to an index in memory, in their order, with a label each. */
export async function addEntries(
  { engine, paths }: IndexContents,
  entries: Iterable<IndexEntry> | AsyncIterable<IndexEntry>,
  { signal, onProgress }: RunOptions,
): Promise<AddReport> {
  const skipped: SkippedEntry[] = [];
  const taken = new Set<string | null>(paths);
  const before = paths.length;
  const total = Array.isArray(entries) ? entries.length : undefined;
  const load = async (entry: IndexEntry) => ({
    entry,
    loaded: await loadEmbedding(entry.embedding, engine.dimensions),
  });
  let done = 0;
  signal?.throwIfAborted();
  for await (const { entry, loaded } of inOrder(entries, FILES_AT_ONCE, load)) {
    signal?.throwIfAborted();
    if (taken.has(entry.path)) skipped.push({ path: entry.path, reason: `${entry.path} is listed more than once.` });
    else if (!loaded.ok) skipped.push({ path: entry.path, reason: loaded.error.message });
    else {
      engine.add(loaded.value);
      paths.push(entry.path);
      taken.add(entry.path);
    }
    notify(onProgress, { stage: 'index', done: ++done, total, item: entry.path });
  }
  signal?.throwIfAborted();
  return { added: paths.length - before, skipped };
}

import { type EmbeddingSpace, type RunOptions, spaceDimensions } from '@rbassist/core';
import { chooseEngine, type EngineChoice } from './engines.ts';
import { type Labels, writeIndexFiles } from './index-files.ts';
import { type IndexEntry, readEntries } from './read-entries.ts';
import type { EngineName } from './vector-engine.ts';

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

/** What a build or sync did. */
export interface IndexReport {
  /** Tracks now in the index. */
  count: number;
  /** Tracks that were not in it before; all of them when it was built anew. */
  added: number;
  /** Tracks that are no longer in it. */
  removed: number;
  /** Tracks whose vector is another one than before. */
  replaced: number;
  /** Tracks that are in it as they were. */
  unchanged: number;
  skipped: SkippedEntry[];
  engine: EngineName;
  /** Whether the index was built anew. */
  rebuilt: boolean;
  /** Why a sync built it anew. */
  reason?: string;
}

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
  const dimensions = spaceDimensions(space);
  const kind = await chooseEngine(engine, folder);
  const writer = await kind.create(dimensions);
  try {
    const paths: Labels = [];
    const taken = new Set<string>();
    const skipped: SkippedEntry[] = [];
    for await (const { entry, loaded } of readEntries(options.entries, dimensions, options)) {
      const { path } = entry;
      if (taken.has(path)) skipped.push(listedTwice(path));
      else if (!loaded.ok) skipped.push({ path, reason: loaded.error.message });
      else {
        await writer.put(paths.length, loaded.value);
        paths.push(path);
        taken.add(path);
      }
    }
    await writeIndexFiles(folder, { space, writer, paths });
    const count = paths.length;
    return { count, added: count, removed: 0, replaced: 0, unchanged: 0, skipped, engine: kind.name, rebuilt: true };
  } finally {
    await writer.close();
  }
}

/** What is said of a track's second entry. */
export function listedTwice(path: string): SkippedEntry {
  return { path, reason: `${path} is listed more than once.` };
}

import { FileFormatError, MissingDependencyError } from '@rbassist/core';
import { addEntries, type BuildIndexOptions, buildIndex, type IndexEntry, type IndexReport } from './build-index.ts';
import { type IndexContents, readIndexFiles, readManifest, writeIndexFiles } from './index-files.ts';
import { labelsByPath, requireSpace } from './library-index.ts';

/** What to bring up to date. `engine: 'auto'` keeps the engine that the index has. */
export interface UpdateIndexOptions extends BuildIndexOptions {
  /** Tracks whose vector is another one than when they were indexed. */
  changed?: ReadonlySet<string>;
}

/** An index of which more than this share was removed is built anew. */
const MOST_REMOVED = 1 / 2;

/**
 * Brings the index up to date with the entries: adds those that are new or changed, drops those that are no longer listed,
 * and reads no other vector. Without a valid index, or when most of it was removed, it builds one anew. When nothing changed,
 * nothing is written.
 *
 * @throws {SpaceMismatchError} when the index there is of another embedding space.
 * @throws as {@link buildIndex} does.
 */
export async function updateIndex(options: UpdateIndexOptions): Promise<IndexReport> {
  const { folder, changed = new Set(), signal } = options;
  const entries: IndexEntry[] = [];
  for await (const entry of options.entries) entries.push(entry);
  const contents = await readValidIndex(options);
  signal?.throwIfAborted();
  if (contents === undefined) return buildIndex({ ...options, entries });

  const { paths, engine } = contents;
  const before = labelsByPath(paths);
  const kept = new Set(entries.map(({ path }) => path).filter((path) => before.has(path) && !changed.has(path)));
  for (const [path, label] of before) if (!kept.has(path)) paths[label] = null;
  const removed = before.size - kept.size;
  if (paths.length - kept.size > paths.length * MOST_REMOVED)
    return buildIndex({ ...options, entries, engine: engine.name });

  const fresh = entries.filter(({ path }) => !kept.has(path));
  const { added, skipped } = await addEntries(contents, fresh, options);
  if (added > 0 || removed > 0) await writeIndexFiles(folder, contents);
  return { count: kept.size + added, added, removed, skipped, engine: engine.name, rebuilt: false };
}

/** The index that is there, or undefined when it can't be built upon. */
async function readValidIndex({
  folder,
  space,
  engine = 'auto',
}: UpdateIndexOptions): Promise<IndexContents | undefined> {
  try {
    const manifest = await readManifest(folder);
    requireSpace(manifest.space, space);
    if (engine !== 'auto' && engine !== manifest.engine) return undefined;
    return await readIndexFiles(folder, manifest);
  } catch (error) {
    const replaceable =
      error instanceof FileFormatError || (engine === 'auto' && error instanceof MissingDependencyError);
    if (replaceable) return undefined;
    throw error;
  }
}

import { statSync } from 'node:fs';
import { stat, utimes } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FileFormatError, MissingDependencyError } from '@rbassist/core';
import { type BuildIndexOptions, buildIndex, type IndexReport, listedTwice, type SkippedEntry } from './build-index.ts';
import {
  engineFile,
  type IndexInWork,
  manifestPath,
  readLabels,
  readManifest,
  writeIndexFiles,
} from './index-files.ts';
import { labelsByPath, requireSpace } from './library-index.ts';
import { type IndexEntry, readEntries } from './read-entries.ts';

/** What to bring in line. `engine: 'auto'` keeps the engine that the index has. */
export interface SyncIndexOptions extends BuildIndexOptions {
  /** Tracks known to have been embedded again. Others are found by their file being newer than the index. */
  changed?: ReadonlySet<string>;
}

/** An index of which more than this share are places of removed tracks is built anew. */
const MOST_REMOVED = 0.2;
/** Vectors written so shortly before the index are looked at again, since clocks of file systems are coarse. */
const CLOCK_MS = 5_000;
/** Files asked for their time before other work gets its turn. */
const FILES_A_TURN = 500;

/** How the entries differ from what an index holds. */
interface Difference {
  /** In the index, and not known to have changed. */
  unchanged: number;
  /** To be read: entries that the index does not have, and those that may have another vector, with their label. */
  toRead: (IndexEntry & { label?: number })[];
  /** Labels of tracks that are no longer listed. */
  gone: number[];
  twice: SkippedEntry[];
}

/**
 * Brings the index in line with the entries, doing exactly the difference: tracks that are new take the places of those that were removed,
 * or new ones at the end; tracks that were embedded again keep theirs; those no longer listed leave theirs free. No other vector is read.
 * Without a valid index, or when more than a fifth of its places would be free, it is built anew. When nothing changed, nothing is written.
 *
 * @throws {SpaceMismatchError} when the index there is of another embedding space.
 * @throws as {@link buildIndex} does.
 */
export async function syncIndex(options: SyncIndexOptions): Promise<IndexReport> {
  const entries: IndexEntry[] = [];
  for await (const entry of options.entries) entries.push(entry);
  const work = await readIndexInWork(options);
  if (typeof work === 'string') return { ...(await buildIndex({ ...options, entries })), reason: work };
  try {
    options.signal?.throwIfAborted();
    const difference = await compare(entries, work, options);
    const fresh = difference.toRead.filter(({ label }) => label === undefined).length;
    const kept = difference.unchanged + difference.toRead.length - fresh;
    const places = Math.max(work.paths.length, kept + fresh);
    if (places - kept - fresh <= places * MOST_REMOVED) return await apply(difference, work, options);
  } finally {
    await work.writer.close();
  }
  const report = await buildIndex({ ...options, entries, engine: work.writer.name });
  return { ...report, reason: 'More than a fifth of the index were places of removed tracks.' };
}

async function apply(
  { unchanged, toRead, gone, twice }: Difference,
  work: IndexInWork,
  options: SyncIndexOptions,
): Promise<IndexReport> {
  const { writer, paths } = work;
  const counts = { added: 0, removed: gone.length, replaced: 0, unchanged };
  const skipped = [...twice];
  const emptied = new Set(gone);
  for (const label of gone) paths[label] = null;
  const free = paths.flatMap((path, label) => (path === null ? label : []));
  for await (const { entry, loaded } of readEntries(toRead, writer.dimensions, options)) {
    const { path, label } = entry;
    if (!loaded.ok) {
      skipped.push({ path, reason: loaded.error.message });
      if (label === undefined) continue;
      // what the index has is not this track's vector any more
      paths[label] = null;
      emptied.add(label);
      counts.removed++;
    } else if (label === undefined) {
      const place = free.shift() ?? paths.length;
      await writer.put(place, loaded.value);
      paths[place] = path;
      emptied.delete(place);
      counts.added++;
    } else if (await writer.holds(label, loaded.value)) {
      counts.unchanged++;
    } else {
      await writer.put(label, loaded.value);
      counts.replaced++;
    }
  }
  for (const label of emptied) await writer.remove(label);
  if (counts.added + counts.removed + counts.replaced > 0) await writeIndexFiles(options.folder, work);
  else if (toRead.length > 0) await markChecked(options.folder);
  const count = paths.length - paths.filter((path) => path === null).length;
  return { count, ...counts, skipped, engine: writer.name, rebuilt: false };
}

/** Files newer than the index were found to hold what it has: next time they are older. */
async function markChecked(folder: string): Promise<void> {
  const now = new Date();
  // not worth failing for: it only spares reading them again
  await utimes(manifestPath(folder), now, now).catch(() => {});
}

async function compare(
  entries: readonly IndexEntry[],
  { paths }: IndexInWork,
  { folder, changed = new Set() }: SyncIndexOptions,
): Promise<Difference> {
  const { mtimeMs } = await stat(manifestPath(folder));
  // where the clock was set back since, times tell nothing, and every vector is looked at
  const writtenMs = mtimeMs > Date.now() ? Number.NEGATIVE_INFINITY : mtimeMs;
  const before = labelsByPath(paths);
  const listed = new Set<string>();
  const difference: Difference = { unchanged: 0, toRead: [], gone: [], twice: [] };
  for (const [i, entry] of entries.entries()) {
    if (i % FILES_A_TURN === 0) await nextTurn();
    const label = before.get(entry.path);
    if (listed.has(entry.path)) difference.twice.push(listedTwice(entry.path));
    else if (label === undefined) difference.toRead.push(entry);
    else if (changed.has(entry.path) || isNewer(entry.embedding, writtenMs - CLOCK_MS)) {
      difference.toRead.push({ ...entry, label });
    } else difference.unchanged++;
    listed.add(entry.path);
  }
  for (const [path, label] of before) if (!listed.has(path)) difference.gone.push(label);
  return difference;
}

/** Whether a file was written after a time; asked at once, since that takes a tenth of asking in turn. */
function isNewer(path: string, thanMs: number): boolean {
  try {
    return statSync(path).mtimeMs > thanMs;
  } catch {
    // gone or out of reach: the index has the vector still
    return false;
  }
}

/** The index that is there, or why it can't be built upon. */
async function readIndexInWork({ folder, space, engine = 'auto' }: SyncIndexOptions): Promise<IndexInWork | string> {
  try {
    const manifest = await readManifest(folder);
    requireSpace(manifest.space, space);
    if (engine !== 'auto' && engine !== manifest.engine)
      return `The index was made with the engine ${manifest.engine}.`;
    const paths = await readLabels(folder, manifest);
    const { kind, path, expected } = engineFile(folder, manifest);
    return { space, paths, writer: await kind.change(path, expected) };
  } catch (error) {
    const replaceable =
      error instanceof FileFormatError || (engine === 'auto' && error instanceof MissingDependencyError);
    if (replaceable) return error.message;
    throw error;
  }
}

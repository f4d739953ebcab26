import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mapConcurrent } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { stagedPaths } from './staged-paths.ts';
import { realFolder } from './staging-dest.ts';
import { readStagingLog, type StagingEntry } from './staging-log.ts';
import { ownedEntries } from './staging-owner.ts';
import { stagingFolder } from './write-staging.ts';

const CONCURRENCY = 16;

/** A file in the staging folder. */
export interface StagedFile {
  action: 'move' | 'copy';
  /** Original path. */
  from: string;
  /** Path in the staging folder. */
  to: string;
  /** The copy that was kept. */
  keeper: string;
  bytes: number;
}

/** Files that `Library.unstage` would bring back. */
export interface StagedFiles {
  /** Staging folder, absolute. */
  dest: string;
  /** In the order in which they were staged. */
  files: StagedFile[];
  /** Number of tracks that are staged in other folders, by folder. */
  elsewhere: Record<string, number>;
}

/** Reads the log of the staging folder. Changes nothing. */
export async function stagedFiles(context: LibraryContext, given?: string): Promise<StagedFiles> {
  const { meta, folder } = context;
  const dest = stagingFolder(context, given);
  const { entries = [] } = (await readStagingLog(dest)) ?? {};
  const { own } = await ownedEntries(entries, { meta, library: await realFolder(folder.root) }, dest);
  // a file is logged before it moves, and again if a killed process left it where it was
  const latest = [...new Map(own.map((entry) => [entry.as, entry])).values()];
  const there = new Map<number, StagedFile>();
  const inspect = async (entry: StagingEntry) => ({ entry, isThere: await isThere(join(dest, entry.as)) });
  for await (const { entry, isThere } of mapConcurrent(latest, inspect, { concurrency: CONCURRENCY, stage: 'files' })) {
    const { id, action, from, as, keeper, bytes } = entry;
    if (isThere) there.set(id, { action, from, to: join(dest, as), keeper, bytes });
  }
  const files = latest.flatMap(({ id }) => there.get(id) ?? []);
  return { dest, files, elsewhere: await stagedElsewhere(context, dest) };
}

async function stagedElsewhere(context: LibraryContext, dest: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const real = await realFolder(dest);
  for (const path of await stagedPaths(context)) {
    const staged = context.meta.get(path, ['staged'])?.staged;
    if (typeof staged?.to !== 'string') continue;
    const folder = dirname(staged.to);
    counts[folder] = (counts[folder] ?? 0) + 1;
  }
  for (const folder of Object.keys(counts)) if ((await realFolder(folder)) === real) delete counts[folder];
  return counts;
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

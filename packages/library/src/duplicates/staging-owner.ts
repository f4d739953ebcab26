import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isInside } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { realFolder } from './staging-dest.ts';
import type { StagingEntry } from './staging-log.ts';

export interface OwnedEntries {
  own: StagingEntry[];
  /** Number of files of each other library, by its data folder. */
  others: Map<string, number>;
}

export interface StagingOwner {
  meta: MetaStore;
  /** Data folder, without links. */
  library: string;
}

/** Key in {@link OwnedEntries.others} for files of an unknown library. */
const UNKNOWN_LIBRARY = '';

/**
 * Old logs name no library: an old entry is the library's own if it has a record of the file or its kept copy, or if no
 * other library uses the folder. Entries of a library without records also count as own; otherwise they would stay for
 * ever.
 */
export async function ownedEntries(
  entries: readonly StagingEntry[],
  { meta, library }: StagingOwner,
  dest: string,
): Promise<OwnedEntries> {
  const owned: OwnedEntries = { own: [], others: new Map() };
  const hasRecords = new Map<string, boolean>();
  const isOnlyUser = meta.size === 0 || isInside(await realFolder(dest), library);
  for (const entry of entries) {
    const isKnown = isOnlyUser || meta.has(entry.from) || meta.has(entry.keeper);
    const owner = entry.library ?? (isKnown ? library : UNKNOWN_LIBRARY);
    if (owner !== UNKNOWN_LIBRARY && !hasRecords.has(owner)) hasRecords.set(owner, await isLibrary(owner));
    if (owner === library || hasRecords.get(owner) === false) owned.own.push(entry);
    else owned.others.set(owner, (owned.others.get(owner) ?? 0) + 1);
  }
  return owned;
}

/** Maps file names in a staging folder to the tracks whose records name them. */
export async function stagedTracks(meta: MetaStore, dest: string): Promise<Map<string, string>> {
  const tracks = new Map<string, string>();
  const realFolders = new Map<string, string>();
  const real = await realFolder(dest);
  for (const [path, { staged }] of meta.tracks(['staged'])) {
    if (typeof staged?.to !== 'string') continue;
    const folder = dirname(staged.to);
    if (!realFolders.has(folder)) realFolders.set(folder, await realFolder(folder));
    if (realFolders.get(folder) === real) tracks.set(basename(staged.to), path);
  }
  return tracks;
}

/** A journal may come before the first meta.json. */
async function isLibrary(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name.startsWith('meta.'));
}

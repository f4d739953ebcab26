import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { MetaStore } from '@rbassist/meta';
import { realFolder } from './staging-dest.ts';
import type { StagingEntry } from './staging-log.ts';

/** Entries of a staging folder, which several libraries may share. */
export interface OwnedEntries {
  own: StagingEntry[];
  /** Number of files of each other library, by its data folder. */
  others: Map<string, number>;
}

/**
 * Separates a library's entries from those of others. Entries of an old log name no library, and those of a library
 * that has no records would stay for ever, so both count as the library's own.
 *
 * @param library Data folder of the library, without links.
 */
export async function ownedEntries(entries: readonly StagingEntry[], library: string): Promise<OwnedEntries> {
  const owned: OwnedEntries = { own: [], others: new Map() };
  const hasRecords = new Map<string, boolean>();
  for (const entry of entries) {
    const { library: owner = library } = entry;
    if (!hasRecords.has(owner)) hasRecords.set(owner, await isLibrary(owner));
    if (owner === library || !hasRecords.get(owner)) owned.own.push(entry);
    else owned.others.set(owner, (owned.others.get(owner) ?? 0) + 1);
  }
  return owned;
}

/** Returns the tracks whose records say that they are staged in a folder, by their names there. */
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

/** Returns true if a folder holds records, in meta.json or in a journal that comes before it. */
async function isLibrary(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name.startsWith('meta.'));
}

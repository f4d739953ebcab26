import { join } from 'node:path';
import { fileBytes, isUsable, namesIn, snapshotCommits, snapshotFolder } from './snapshot.ts';
import { cacheFolder, type StoreOptions } from './store-settings.ts';

/** A model of the cache. */
export interface StoredModel {
  id: string;
  folder: string;
  /** Bytes on disk, what is not yet whole included. */
  bytes: number;
  /** Bytes of downloads that were begun and not ended; `pullModel` goes on from there. */
  unfinishedBytes: number;
  /** Its commits, newest first. */
  revisions: StoredRevision[];
}

/** One commit of a model of the cache. */
export interface StoredRevision {
  commit: string;
  folder: string;
  /** Whether configuration and weights are there. */
  usable: boolean;
}

/**
 * The models in the cache, by id: of every program that shares it, so not all of them are audio models.
 *
 * @throws {ModelCacheError} when the cache cannot be read.
 */
export async function listModels(options: StoreOptions = {}): Promise<StoredModel[]> {
  const cache = cacheFolder(options);
  const models: StoredModel[] = [];
  for (const name of (await namesIn(cache)).sort()) {
    const [kind, ...parts] = name.split('--');
    if (kind !== 'models' || parts.length === 0) continue;
    models.push(await describe(parts.join('/'), join(cache, name)));
  }
  return models;
}

async function describe(id: string, folder: string): Promise<StoredModel> {
  const blobs = await namesIn(join(folder, 'blobs'));
  const sizes = await Promise.all(blobs.map((blob) => fileBytes(join(folder, 'blobs', blob))));
  const sum = (counts: (name: string) => boolean) =>
    blobs.reduce((total, name, index) => total + (counts(name) ? (sizes[index] ?? 0) : 0), 0);
  const commits = await snapshotCommits(folder);
  const revisions = await Promise.all(
    commits.map(async (commit) => ({
      commit,
      folder: snapshotFolder(folder, commit),
      usable: await isUsable(folder, commit),
    })),
  );
  return {
    id,
    folder,
    bytes: sum(() => true),
    unfinishedBytes: sum((name) => name.endsWith('.incomplete')),
    revisions,
  };
}

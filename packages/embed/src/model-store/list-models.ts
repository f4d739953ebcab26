import { join } from 'node:path';
import { checkOptions } from '@rbassist/core';
import { weightsPath } from '../checkpoint/open-checkpoint.ts';
import { idOfFolderName } from './model-id.ts';
import { fileBytes, isUsable, namesIn, snapshotCommits, snapshotFolder } from './snapshot.ts';
import { cacheFolder, STORE_RULES, type StoreOptions } from './store-settings.ts';
import { statedDigits } from './weights-digits.ts';

/** Model in the cache. */
export interface StoredModel {
  id: string;
  folder: string;
  /** Bytes on disk, including unfinished downloads. */
  bytes: number;
  /** Bytes of unfinished downloads, which `pullModel` resumes. */
  unfinishedBytes: number;
  /** Commits, newest first. */
  revisions: StoredRevision[];
}

interface StoredRevision {
  commit: string;
  folder: string;
  /** True if it has the configuration and the weights. */
  usable: boolean;
  /** Digits of the weights in an embedding space. Absent if they are known only after reading the whole file. */
  weights?: string;
}

/**
 * Lists the models in the cache by id. All programs that use the hub share it, so some may not be audio models.
 *
 * @throws {OptionError} for an unknown or invalid option.
 * @throws {ModelCacheError} if the cache can't be read.
 */
export async function listModels(options: StoreOptions = {}): Promise<StoredModel[]> {
  checkOptions(options, STORE_RULES);
  const cache = cacheFolder(options);
  const models: StoredModel[] = [];
  for (const name of (await namesIn(cache)).sort()) {
    const id = idOfFolderName(name);
    if (id !== undefined) models.push(await describe(id, join(cache, name)));
  }
  return models;
}

async function describe(id: string, folder: string): Promise<StoredModel> {
  const blobs = await namesIn(join(folder, 'blobs'));
  const sizes = await Promise.all(blobs.map((blob) => fileBytes(join(folder, 'blobs', blob))));
  const sum = (counts: (name: string) => boolean) =>
    blobs.reduce((total, name, index) => total + (counts(name) ? (sizes[index] ?? 0) : 0), 0);
  const commits = await snapshotCommits(folder);
  const revisions = await Promise.all(commits.map((commit) => describeRevision(folder, commit)));
  return {
    id,
    folder,
    bytes: sum(() => true),
    unfinishedBytes: sum((name) => name.endsWith('.incomplete')),
    revisions,
  };
}

async function describeRevision(root: string, commit: string): Promise<StoredRevision> {
  const folder = snapshotFolder(root, commit);
  const usable = await isUsable(root, commit);
  const weights = usable ? await statedDigits(await weightsPath(folder)) : undefined;
  return { commit, folder, usable, ...(weights !== undefined && { weights }) };
}

import { copyFile, link, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { listFolder, makeFolder, readRegularFile, replaceFileBy, systemErrorCode } from '@rbassist/core';
import { CONFIG_NAME, WEIGHTS_NAMES } from '../checkpoint/checkpoint-files.ts';
import { isCommit } from './model-id.ts';
import { cacheError } from './store-errors.ts';

const MOST_REF_BYTES = 1 << 10;

export function blobPath(folder: string, etag: string): string {
  return join(folder, 'blobs', etag);
}

export function snapshotFolder(folder: string, commit: string): string {
  return join(folder, 'snapshots', commit);
}

/** Adds complete contents to the snapshot of a commit: as a link, or as a copy if the disk has no links. */
export async function showInSnapshot(
  folder: string,
  commit: string,
  file: { name: string; etag: string },
): Promise<void> {
  const path = join(snapshotFolder(folder, commit), file.name);
  const blob = blobPath(folder, file.etag);
  try {
    await makeFolder(snapshotFolder(folder, commit));
    await rm(path, { force: true });
    await symlink(join('..', '..', 'blobs', file.etag), path)
      .catch(() => link(blob, path))
      .catch(() => replaceFileBy(path, (temporary) => copyFile(blob, temporary)));
  } catch (error) {
    throw cacheError(path, 'written', error);
  }
}

/** Returns the size of a file in bytes, following links. Undefined if it does not exist. */
export async function fileBytes(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemErrorCode(error) ?? '')) return undefined;
    throw cacheError(path, 'read', error);
  }
}

export async function isUsable(folder: string, commit: string): Promise<boolean> {
  const snapshot = snapshotFolder(folder, commit);
  const there = (name: string) => fileBytes(join(snapshot, name)).then((bytes) => bytes !== undefined && bytes > 0);
  const [config, ...weights] = await Promise.all([CONFIG_NAME, ...WEIGHTS_NAMES].map(there));
  return config && weights.includes(true);
}

/** Returns the commits with a snapshot, complete or not, newest first. */
export async function snapshotCommits(folder: string): Promise<string[]> {
  const names = await namesIn(join(folder, 'snapshots'));
  const dated = await Promise.all(
    names.filter(isCommit).map(async (name) => ({ name, at: (await stat(snapshotFolder(folder, name))).mtimeMs })),
  );
  return dated.sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}

/** Returns the commit of a branch or tag at its last download. Returns a commit itself unchanged. */
export async function localCommit(folder: string, revision: string): Promise<string | undefined> {
  if (isCommit(revision)) return revision;
  const text = await readRegularFile(join(folder, 'refs', revision), MOST_REF_BYTES).then(String, () => '');
  return isCommit(text.trim()) ? text.trim() : undefined;
}

/** Returns the names in a folder, none if it does not exist. Throws {@link ModelCacheError} if it can't be read. */
export async function namesIn(folder: string): Promise<string[]> {
  return listFolder(folder).catch((error) => {
    throw cacheError(folder, 'read', error);
  });
}

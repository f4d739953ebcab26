import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { dataFolderError, systemErrorCode } from '@rbassist/core';
import envPaths from 'env-paths';

/** Where the parts of a library lie. All paths are absolute. */
export interface DataFolder {
  root: string;
  meta: string;
  embeddings: string;
  index: string;
}

/** What decides which folder a library is kept in. */
export interface DataFolderOptions {
  /** The folder itself; wins over everything else. */
  dataDir?: string;
  /** @default process.env */
  env?: Readonly<Record<string, string | undefined>>;
  /** @default process.cwd() */
  cwd?: string;
}

/**
 * The folder a library is kept in: `dataDir`, else `$RBASSIST_DATA`, else `./data` if it holds a meta.json, else the system's
 * user-data folder. Nothing is created.
 */
export function resolveDataFolder(options: DataFolderOptions = {}): DataFolder {
  const { dataDir, env = process.env, cwd = process.cwd() } = options;
  const chosen = dataDir || env.RBASSIST_DATA;
  const local = resolve(cwd, 'data');
  if (chosen) return dataFolderAt(resolve(cwd, chosen));
  return dataFolderAt(existsSync(join(local, 'meta.json')) ? local : envPaths('rbassist', { suffix: '' }).data);
}

function dataFolderAt(root: string): DataFolder {
  return { root, meta: join(root, 'meta.json'), embeddings: join(root, 'embeddings'), index: join(root, 'index') };
}

/**
 * Makes sure a data folder can be written to.
 *
 * @throws {DataFolderError} when a file is in its place, or the system refuses.
 */
export async function createDataFolder(folder: DataFolder): Promise<void> {
  try {
    await mkdir(dirname(folder.root), { recursive: true });
    // a recursive mkdir never returns where the system answers ENOENT for a folder whose parent exists, as /proc does
    for (const path of [folder.root, folder.embeddings, folder.index]) await makeFolder(path);
  } catch (error) {
    throw dataFolderError(folder.root, 'written', error);
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  }
}

/** Throws {@link DataFolderError} when a file is where the data folder should be; a folder that does not exist yet is fine. */
export async function checkDataFolder(folder: DataFolder): Promise<void> {
  try {
    if ((await stat(folder.root)).isDirectory()) return;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw dataFolderError(folder.root, 'read', error);
  }
  throw dataFolderError(folder.root, 'written', Object.assign(new Error('it is a file'), { code: 'ENOTDIR' }));
}

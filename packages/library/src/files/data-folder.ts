import { existsSync, lstatSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { dataFolderError, refuseDanglingLink, systemErrorCode } from '@rbassist/core';
import envPaths from 'env-paths';

/** Paths of a library's parts, all absolute. */
export interface DataFolder {
  root: string;
  meta: string;
  embeddings: string;
  index: string;
}

/** Options of {@link resolveDataFolder}. */
export interface DataFolderOptions {
  /** The folder itself; it wins over the environment. */
  dataDir?: string;
  /** Environment variables. @default process.env */
  env?: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. @default process.cwd() */
  cwd?: string;
}

/**
 * Returns a library's folder: `dataDir`, else `$RBASSIST_DATA`, else `./data` if it holds a meta.json, else the
 * system's user-data folder. Creates nothing.
 */
export function resolveDataFolder(options: DataFolderOptions = {}): DataFolder {
  const { dataDir, env = process.env, cwd = process.cwd() } = options;
  const chosen = dataDir || env.RBASSIST_DATA;
  const local = resolve(cwd, 'data');
  if (chosen) return dataFolderAt(resolve(cwd, chosen));
  return dataFolderAt(
    lstatSync(join(local, 'meta.json'), { throwIfNoEntry: false }) ? local : envPaths('rbassist', { suffix: '' }).data,
  );
}

function dataFolderAt(root: string): DataFolder {
  return { root, meta: join(root, 'meta.json'), embeddings: join(root, 'embeddings'), index: join(root, 'index') };
}

/**
 * Creates a data folder, if it does not exist.
 *
 * @throws {DataFolderError} if a file is in its place, or the system refuses.
 */
export async function createDataFolder(folder: DataFolder): Promise<void> {
  try {
    await mkdir(dirname(folder.root), { recursive: true });
    // a recursive mkdir never returns if the system answers ENOENT although the parent exists, as /proc does
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
    if (!existsSync(path)) refuseDanglingLink(path);
  }
}

/** Throws {@link DataFolderError} if a file is in a data folder's place; a missing folder is fine. */
export async function checkDataFolder(folder: DataFolder): Promise<void> {
  try {
    if ((await stat(folder.root)).isDirectory()) return;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw dataFolderError(folder.root, 'read', error);
  }
  throw dataFolderError(folder.root, 'written', Object.assign(new Error('it is a file'), { code: 'ENOTDIR' }));
}

import { lstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DataFolderError, dataFolderError, makeFolder, systemErrorCode } from '@rbassist/core';
import { inHome } from './in-home.ts';
import { userDataFolder } from './user-folders.ts';

/** Paths of a library's parts, all absolute. */
export interface DataFolder {
  root: string;
  meta: string;
  embeddings: string;
  index: string;
  /** Cache of the facts of a large library. */
  facts: string;
  /** Folder of the waveforms, created with the first of them. */
  waveforms: string;
}

/** Options of {@link resolveDataFolder}. */
export interface DataFolderOptions {
  /** The folder itself; it takes precedence over the environment. */
  dataDir?: string;
  /** Environment variables. @default process.env */
  env?: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. @default process.cwd() */
  cwd?: string;
}

/**
 * Returns a library's folder: `dataDir`, else `$RBASSIST_DATA`, else `./data` if it holds a meta.json, else the
 * system's user-data folder. Creates nothing.
 *
 * @throws {DataFolderError} if none of these is set and the system has no user-data folder, or `./data` can't be read.
 */
export function resolveDataFolder(options: DataFolderOptions = {}): DataFolder {
  const { dataDir, env = process.env, cwd = process.cwd() } = options;
  // no shell replaces the "~" of a variable that a settings window or a file sets
  const chosen = dataDir || (env.RBASSIST_DATA && inHome(env.RBASSIST_DATA));
  if (chosen) return dataFolderAt(resolve(cwd, chosen));
  const local = resolve(cwd, 'data');
  const root = holdsMeta(local) ? local : userDataFolder(env);
  if (root !== undefined) return dataFolderAt(root);
  const message = 'There is no folder for the library: HOME does not name your home folder.';
  throw new DataFolderError('', message, { remedies: [{ action: 'choose-data-dir' }] });
}

/** True for a broken link too, which opening the library explains. */
function holdsMeta(folder: string): boolean {
  try {
    return lstatSync(join(folder, 'meta.json'), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOTDIR') return false;
    throw dataFolderError(folder, 'read', error);
  }
}

function dataFolderAt(root: string): DataFolder {
  const inside = (name: string) => join(root, name);
  return {
    root,
    meta: inside('meta.json'),
    embeddings: inside('embeddings'),
    index: inside('index'),
    facts: inside('meta.facts'),
    waveforms: inside('waveforms'),
  };
}

/** Throws {@link DataFolderError} if a file is in its place, or it can't be created. */
export async function createDataFolder(folder: DataFolder): Promise<void> {
  for (const path of [folder.root, folder.embeddings, folder.index]) {
    await makeFolder(path).catch((error) => {
      throw dataFolderError(path, 'written', error);
    });
  }
}

/** Throws {@link DataFolderError} if a file is in its place; a missing folder is fine. */
export async function checkDataFolder(folder: DataFolder): Promise<void> {
  try {
    if ((await stat(folder.root)).isDirectory()) return;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw dataFolderError(folder.root, 'read', error);
  }
  throw dataFolderError(folder.root, 'written', Object.assign(new Error('it is a file'), { code: 'ENOTDIR' }));
}

import { copyFile, lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { dataFolderError, listFolder, makeFolder, replaceFileBy, systemErrorCode } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';

/** Result of `Library.restoreTrash`. Absolute paths. */
export interface RestoreReport {
  restored: string[];
  /** Files that stay in the trash, because other files are in their places. */
  left: string[];
}

/** Result of `Library.emptyTrash`. */
export interface EmptyTrashReport {
  deleted: number;
}

/** `trash/<time>/` holds the files of one run under their old names. Renames files, so that a crash loses nothing. */
export class Trash {
  readonly #folder: DataFolder;
  #batch: string | undefined;

  constructor(folder: DataFolder) {
    this.#folder = folder;
  }

  get batch(): string | undefined {
    return this.#batch;
  }

  /** Ignores a missing file. Throws {@link DataFolderError} if a file can't be moved; it then stays where it is. */
  async put(file: string): Promise<void> {
    if (!(await isThere(file))) return;
    const target = await this.#placeFor(file).catch((error) => {
      throw dataFolderError(trashPath(this.#folder), 'written', error);
    });
    await move(file, target).catch((error) => {
      throw dataFolderError(file, 'written', error);
    });
  }

  async #placeFor(file: string): Promise<string> {
    this.#batch ??= await this.#newBatch();
    const target = join(this.#batch, relative(this.#folder.root, file));
    await makeFolder(dirname(target));
    return target;
  }

  /** Last removed first. Throws {@link DataFolderError} if a file can't be moved; the others keep their places. */
  async restore(): Promise<RestoreReport> {
    const report: RestoreReport = { restored: [], left: [] };
    for (const batch of (await this.#batches()).reverse()) {
      for (const file of await this.#filesOf(batch)) {
        const target = join(this.#folder.root, relative(batch, file));
        if (await isThere(target)) {
          report.left.push(file);
          continue;
        }
        await makeFolder(dirname(target)).catch((error) => {
          throw dataFolderError(dirname(target), 'written', error);
        });
        await move(file, target).catch((error) => {
          throw dataFolderError(target, 'written', error);
        });
        report.restored.push(target);
      }
      await removeEmptyFolders(batch).catch(() => {});
    }
    await rmdir(trashPath(this.#folder)).catch(() => {});
    return report;
  }

  /** Throws {@link DataFolderError} if the trash can't be deleted. */
  async empty(): Promise<EmptyTrashReport> {
    let deleted = 0;
    for (const batch of await this.#batches()) {
      deleted += (await this.#filesOf(batch)).length;
      await rm(batch, { recursive: true, force: true }).catch((error) => {
        throw dataFolderError(batch, 'written', error);
      });
    }
    await rmdir(trashPath(this.#folder)).catch(() => {});
    return { deleted };
  }

  /** Oldest first. */
  async #batches(): Promise<string[]> {
    const trash = trashPath(this.#folder);
    const names = await listFolder(trash).catch((error) => {
      throw dataFolderError(trash, 'read', error);
    });
    const batches: string[] = [];
    for (const name of names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))) {
      // rbassist puts removed vectors only into real folders
      if (BATCH.test(name) && (await lstat(join(trash, name))).isDirectory()) batches.push(join(trash, name));
    }
    return batches;
  }

  async #filesOf(batch: string): Promise<string[]> {
    return filesBelow(batch).catch((error) => {
      throw dataFolderError(batch, 'read', error);
    });
  }

  async #newBatch(): Promise<string> {
    const name = new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '-');
    await makeFolder(trashPath(this.#folder));
    for (let attempt = 1; ; attempt++) {
      const batch = join(trashPath(this.#folder), attempt === 1 ? name : `${name}-${attempt}`);
      try {
        await mkdir(batch);
        return batch;
      } catch (error) {
        if (systemErrorCode(error) !== 'EEXIST') throw error;
      }
    }
  }
}

/** Time of a run, UTC: YYYYMMDD-HHMMSS, and a number if several ran in one second. */
const BATCH = /^\d{8}-\d{6}(?:-\d+)?$/;

function trashPath(folder: DataFolder): string {
  return join(folder.root, 'trash');
}

/** Renames a file, or copies it to another disk before it deletes it. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (systemErrorCode(error) !== 'EXDEV') throw error;
    await replaceFileBy(to, (temporary) => copyFile(from, temporary));
    await rm(from);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await removeEmptyFolders(join(folder, entry.name));
  await rmdir(folder).catch(() => {});
}

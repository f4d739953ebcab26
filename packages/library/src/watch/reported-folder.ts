import { type FSWatcher, watch } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '@rbassist/core';
import { folderContents, isMusicFile, isMusicFolder } from './folder-contents.ts';
import { folderIdentity } from './folder-identity.ts';
import type { FolderSource, SourceListeners } from './folder-source.ts';

/** Systems on which one watch covers all folders below. */
const COVERS_ALL = process.platform === 'darwin' || process.platform === 'win32';
/** Codes of folders that went away, or deny access, while they were read. */
const UNREADABLE: readonly string[] = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'EIO'];

interface Watched {
  real: string;
  identity: string;
  watcher: FSWatcher | undefined;
}

/** A folder whose changes the system reports. On Linux, each folder below has a watch of its own, but no file has. */
export class ReportedFolder implements FolderSource {
  readonly #root: string;
  readonly #listeners: SourceListeners;
  readonly #watched = new Map<string, Watched>();
  /** Real paths of watched folders. */
  readonly #real = new Set<string>();
  #isClosed = false;

  private constructor(root: string, listeners: SourceListeners) {
    this.#root = root;
    this.#listeners = listeners;
  }

  /** Throws the system's error if the folder can't be watched, also if there are too many watches. */
  static async open(root: string, listeners: SourceListeners): Promise<ReportedFolder> {
    const source = new ReportedFolder(root, listeners);
    try {
      await source.#add(root, () => {});
      return source;
    } catch (error) {
      source.close();
      throw error;
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const { watcher } of this.#watched.values()) watcher?.close();
    this.#watched.clear();
  }

  /** Watches a folder and those below. Calls `onFile` for each file that is there. */
  async #add(folder: string, onFile: (path: string) => void): Promise<void> {
    const real = await unlessUnreadable(realpath(folder));
    // links may form loops
    if (real === undefined || this.#real.has(real)) return;
    const identity = await unlessUnreadable(folderIdentity(folder));
    if (identity === undefined || this.#isClosed) return;
    this.#real.add(real);
    const isCovered = COVERS_ALL && folder !== this.#root && isInside(real, await realpath(this.#root));
    const watcher = isCovered ? undefined : this.#watch(folder);
    this.#watched.set(folder, { real, identity, watcher });
    // read after the watch began, so that nothing is missed
    const contents = await unlessUnreadable(folderContents(folder));
    for (const path of contents?.files ?? []) onFile(path);
    for (const path of contents?.folders ?? []) await this.#add(path, onFile);
  }

  #watch(folder: string): FSWatcher {
    const watcher = watch(folder, { recursive: COVERS_ALL }, (_, name) => {
      const path = name === null ? folder : join(folder, name);
      this.#look(path).catch(this.#listeners.onFailed);
    });
    watcher.on('error', this.#listeners.onFailed);
    return watcher;
  }

  async #look(path: string): Promise<void> {
    const isMusic = isMusicFile(path);
    const known = this.#watched.get(path);
    const identity = await folderIdentity(path).catch(() => undefined);
    if (this.#isClosed) return;
    if (identity !== undefined) {
      if (known?.identity === identity || !isMusicFolder(path)) return;
      this.#remove(path);
      await this.#add(path, this.#listeners.onChange);
    } else if (known !== undefined && path !== this.#root) {
      this.#remove(path);
      this.#listeners.onChange(path);
    } else if (isMusic) this.#listeners.onChange(path);
  }

  #remove(folder: string): void {
    for (const [path, { real, watcher }] of [...this.#watched]) {
      if (path !== folder && !isInside(path, folder)) continue;
      watcher?.close();
      this.#watched.delete(path);
      this.#real.delete(real);
    }
  }
}

async function unlessUnreadable<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (UNREADABLE.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

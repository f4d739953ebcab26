import { LibraryBusyError, notify } from '@rbassist/core';
import { type MetaStore, openMetaStore } from '@rbassist/meta';
import { createDataFolder, type DataFolder } from '../files/data-folder.ts';
import { KnownPaths } from './known-paths.ts';

/** A library's records: read as they are when they are asked for, and written by one at a time, here and among all processes. */
export class LibraryMemory {
  readonly #folder: DataFolder;
  #meta: MetaStore;
  #known: KnownPaths;
  #writing = false;

  private constructor(folder: DataFolder, meta: MetaStore) {
    this.#folder = folder;
    this.#meta = meta;
    this.#known = new KnownPaths(meta);
  }

  /** Reads them. Throws {@link DataFolderError} when they cannot be read. */
  static async open(folder: DataFolder, onWarning?: (message: string) => void): Promise<LibraryMemory> {
    const meta = await openMetaStore(folder.meta, {
      readOnly: true,
      onWarning: (warning) => notify(onWarning, warning.message),
    });
    return new LibraryMemory(folder, meta);
  }

  /** The records; another store after each {@link write}. */
  get meta(): MetaStore {
    return this.#meta;
  }

  /** The path that the records know a file by, however it is spelled here. */
  keyOf(path: string): string | undefined {
    return this.#known.of(path);
  }

  /**
   * Runs `work` as the only writer, with the records as they are now, and writes them whole afterwards.
   *
   * @throws {LibraryBusyError} when this or another process is writing.
   */
  async write<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.beginWriting();
    try {
      return await work();
    } finally {
      await release();
    }
  }

  /** As {@link write}, for a generator: the function returned ends it. */
  async beginWriting(): Promise<() => Promise<void>> {
    if (this.#writing) {
      const { root } = this.#folder;
      throw new LibraryBusyError(root, `This process is writing to ${root} already. Wait for that to end.`);
    }
    this.#writing = true;
    try {
      await createDataFolder(this.#folder);
      // what a full disk kept from being saved is still to be written
      if (this.#meta.readOnly) await this.#reopen({ readOnly: false });
    } catch (error) {
      this.#writing = false;
      throw error;
    }
    return async () => {
      try {
        await this.#meta.close();
        await this.#reopen({ readOnly: true });
      } finally {
        this.#writing = false;
      }
    };
  }

  /** Saves what is not saved yet. */
  close(): Promise<void> {
    return this.#meta.close();
  }

  async #reopen(options: { readOnly: boolean }): Promise<void> {
    this.#meta = await this.#meta.reopen(options);
    this.#known = new KnownPaths(this.#meta);
  }
}

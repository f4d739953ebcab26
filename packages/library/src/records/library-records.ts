import { LibraryBusyError } from '@rbassist/core';
import { type MetaStore, type MetaWarning, openMetaStore } from '@rbassist/meta';
import { createDataFolder, type DataFolder } from '../files/data-folder.ts';
import { KnownPaths } from './known-paths.ts';

/** A library's records: current when read, and written by one writer at a time, here and among all processes. */
export class LibraryRecords {
  readonly #folder: DataFolder;
  #meta: MetaStore;
  #known: KnownPaths;
  #writing = false;

  private constructor(folder: DataFolder, meta: MetaStore) {
    this.#folder = folder;
    this.#meta = meta;
    this.#known = new KnownPaths(meta);
  }

  /** Reads the records. Throws {@link DataFolderError} if they can't be read. */
  static async open(folder: DataFolder, onWarning?: (warning: MetaWarning) => void): Promise<LibraryRecords> {
    return new LibraryRecords(folder, await openMetaStore(folder.meta, { readOnly: true, onWarning }));
  }

  /** The store; another one after each {@link write}. */
  get meta(): MetaStore {
    return this.#meta;
  }

  /** The path of a file's record, however the path is spelled here. */
  keyOf(path: string): string | undefined {
    return this.#known.of(path);
  }

  /**
   * Runs `work` as the only writer, with current records, and saves them afterwards.
   *
   * @throws {LibraryBusyError} if this or another process is writing.
   */
  async write<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#beginWriting();
    try {
      return await work();
    } finally {
      await release();
    }
  }

  /** As {@link write}, for a generator. */
  async *writing<Event, Summary>(work: () => AsyncGenerator<Event, Summary>): AsyncGenerator<Event, Summary> {
    const release = await this.#beginWriting();
    try {
      return yield* work();
    } finally {
      await release();
    }
  }

  /** Saves unsaved changes. */
  close(): Promise<void> {
    return this.#meta.close();
  }

  async #beginWriting(): Promise<() => Promise<void>> {
    if (this.#writing) {
      const { root } = this.#folder;
      throw new LibraryBusyError(root, `This process is writing to ${root} already. Wait until it has finished.`);
    }
    this.#writing = true;
    try {
      await createDataFolder(this.#folder);
      // a store that a full disk kept from saving still has changes to write
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

  async #reopen(options: { readOnly: boolean }): Promise<void> {
    this.#meta = await this.#meta.reopen(options);
    this.#known = new KnownPaths(this.#meta);
  }
}

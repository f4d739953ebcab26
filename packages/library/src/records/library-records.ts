import { LibraryBusyError } from '@rbassist/core';
import { type MetaStore, type MetaWarning, openMetaStore } from '@rbassist/meta';
import { createDataFolder, type DataFolder } from '../files/data-folder.ts';
import { requireFolder } from './require-folder.ts';
import { StoredPaths } from './stored-paths.ts';

/** A library's records, with one writer at a time in this and all other processes. */
export class LibraryRecords {
  readonly #folder: DataFolder;
  #meta: MetaStore;
  #paths: StoredPaths;
  #writing = false;
  /** True while a scan writes, between whose tracks {@link change} may run. */
  #shared = false;
  #turns: Promise<unknown> = Promise.resolve();
  #refreshing: Promise<void> | undefined;

  private constructor(folder: DataFolder, meta: MetaStore) {
    this.#folder = folder;
    this.#meta = meta;
    this.#paths = new StoredPaths(meta);
  }

  /** Throws {@link DataFolderError} if the records can't be read. */
  static async open(folder: DataFolder, onWarning?: (warning: MetaWarning) => void): Promise<LibraryRecords> {
    return new LibraryRecords(folder, await openMetaStore(folder.meta, { readOnly: true, onWarning }));
  }

  /** Store of the records; a new one after each {@link write}, and after a {@link refresh} that finds changes. */
  get meta(): MetaStore {
    return this.#meta;
  }

  keyOf(path: string): string | undefined {
    return this.#paths.of(path);
  }

  /** Opens the records again if another process has changed them. */
  async refresh(): Promise<void> {
    if (this.#writing || !this.#meta.readOnly || this.#meta.isCurrent()) return;
    this.#refreshing ??= this.#openAgain().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  /** Runs `work` on current records, and saves them. Throws {@link LibraryBusyError} if anyone else is writing. */
  async write<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.#takeTurn(() => this.#beginWriting());
    try {
      return await work();
    } finally {
      await release();
    }
  }

  /**
   * Runs a short `work` that changes a few records, and saves them. It waits for other changes, and runs between the
   * tracks of a scan of this process. Otherwise it is like {@link write}.
   */
  change<T>(work: () => Promise<T>): Promise<T> {
    return this.#takeTurn(async () => {
      const release = this.#shared ? () => this.#meta.flush() : await this.#beginWriting();
      try {
        return await work();
      } finally {
        await release();
      }
    });
  }

  /** Yields the events of a long `work`. With `shared`, {@link change} may run in between. Throws as {@link write}. */
  async *writing<Event, Summary>(
    work: () => AsyncGenerator<Event, Summary>,
    { shared = false }: { shared?: boolean } = {},
  ): AsyncGenerator<Event, Summary> {
    const release = await this.#takeTurn(async () => {
      const end = await this.#beginWriting();
      this.#shared = shared;
      return end;
    });
    try {
      return yield* work();
    } finally {
      await this.#takeTurn(async () => {
        this.#shared = false;
        await release();
      });
    }
  }

  close(): Promise<void> {
    return this.#meta.close();
  }

  /** Runs `work` after everything that took a turn before. */
  #takeTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => {});
    return turn;
  }

  async #beginWriting(): Promise<() => Promise<void>> {
    if (this.#writing) {
      const { root } = this.#folder;
      throw new LibraryBusyError(root, `This process is already writing to ${root}.`, {
        remedies: [{ action: 'retry' }],
      });
    }
    this.#writing = true;
    try {
      await requireFolder(this.#folder, this.#meta.size);
      await createDataFolder(this.#folder);
      // a store that could not save, e.g. on a full disk, is still open with its changes
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

  async #openAgain(): Promise<void> {
    const before = this.#meta;
    const meta = await before.reopen({ readOnly: true });
    // a write that began in the meantime opens its own store
    if (this.#writing || this.#meta !== before) return;
    this.#meta = meta;
    this.#paths = new StoredPaths(meta);
  }

  async #reopen(options: { readOnly: boolean }): Promise<void> {
    this.#meta = await this.#meta.reopen(options);
    this.#paths = new StoredPaths(this.#meta);
  }
}

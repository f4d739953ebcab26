import { stat } from 'node:fs/promises';
import { LibraryBusyError, RbassistError } from '@rbassist/core';
import { type CloseOptions, type MetaStore, type MetaWarning, openMetaStore } from '@rbassist/meta';
import { createDataFolder, type DataFolder } from '../files/data-folder.ts';
import { requireFolder } from './require-folder.ts';
import { StoredPaths } from './stored-paths.ts';

/** Largest meta.json that takes no noticeable time to write. */
const SMALL_BYTES = 4_000_000;

/** Saves the records, and lets others write. */
type Release = (options?: CloseOptions) => Promise<void>;

/** A library's records, with one writer at a time in this and all other processes. */
export class LibraryRecords {
  readonly #folder: DataFolder;
  #meta: MetaStore;
  #paths: StoredPaths;
  #writing = false;
  /** True while work runs that reads each record anew, so that small changes may join it. */
  #mayJoin = false;
  #ending: Promise<void> | undefined;
  readonly #joined = new Set<Promise<unknown>>();
  /** Last of the small changes and of the beginnings of jobs, which run one after another. */
  #lastStep: Promise<unknown> = Promise.resolve();
  #upkeep: Promise<unknown> | undefined;
  /** True if a small change of this process is only in the journal. */
  #isJournaled = false;
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

  /**
   * Runs `work` on current records, and saves them. Waits for small changes and for upkeep. Throws
   * {@link LibraryBusyError} if anyone else is writing.
   *
   * @param options.mayJoin True if small changes may join, because they can't harm the work.
   */
  async write<T>(work: () => Promise<T>, { mayJoin = false } = {}): Promise<T> {
    return this.#run(work, await this.#beginJob(mayJoin));
  }

  /** Runs a long job on current records. Meanwhile, {@link change} joins it. Throws as {@link write}. */
  async *writing<Event, Summary>(work: () => AsyncGenerator<Event, Summary>): AsyncGenerator<Event, Summary> {
    const release = await this.#beginJob(true);
    try {
      return yield* work();
    } finally {
      await release();
    }
  }

  /**
   * Runs a small change on current records, and saves it. A large meta.json is not written anew: the change is then in
   * the journal until {@link close}. Waits for other small changes, and joins a long job of this process. Throws
   * {@link LibraryBusyError} if anyone else is writing.
   */
  async change<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#change(work));
  }

  async #change<T>(work: () => Promise<T>): Promise<T> {
    if (this.#mayJoin) return this.#join(work);
    const release = await this.#beginWriting(false);
    try {
      return await work();
    } finally {
      const compact = await this.#isSmall();
      this.#isJournaled = !compact;
      await release({ compact });
    }
  }

  /**
   * Runs work that nobody asked for, such as a rebuild of the index. It joins a long job of this process. Otherwise
   * small changes join it, and long jobs wait for its end. Throws as {@link write}.
   */
  async upkeep<T>(work: () => Promise<T>): Promise<T> {
    // an object, so that the next step does not wait for the end of the work
    const { done } = await this.#inTurn(async () => {
      if (this.#mayJoin) return { done: this.#join(work) };
      const done = this.#run(work, await this.#beginWriting(true));
      const forget = () => {
        this.#upkeep = undefined;
      };
      this.#upkeep = done.then(forget, forget);
      return { done };
    });
    return done;
  }

  async #beginJob(mayJoin: boolean): Promise<Release> {
    for (;;) {
      const begun = await this.#inTurn(async () => (this.#upkeep ? undefined : this.#beginWriting(mayJoin)));
      if (begun) return begun;
      // small changes meanwhile join the upkeep
      await this.#upkeep;
    }
  }

  /** Runs a step after those that were asked for earlier. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#lastStep
      .catch(() => {})
      .then(() => this.#ending?.catch(() => {}))
      .then(step);
    this.#lastStep = turn;
    return turn;
  }

  async #run<T>(work: () => Promise<T>, release: Release): Promise<T> {
    try {
      return await work();
    } finally {
      await release();
    }
  }

  async #join<T>(work: () => Promise<T>): Promise<T> {
    const joined = work();
    this.#joined.add(joined);
    try {
      return await joined;
    } finally {
      this.#joined.delete(joined);
    }
  }

  /** Writes small changes to meta.json, and closes the records. You may call it twice. */
  async close(): Promise<void> {
    await this.#lastStep.catch(() => {});
    // another process that writes now saves them too
    if (this.#isJournaled) await this.write(async () => {}).catch(rethrowUnlessBusy);
    await this.#meta.close();
  }

  async #beginWriting(mayJoin: boolean): Promise<Release> {
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
    this.#mayJoin = mayJoin;
    return (options) => {
      this.#mayJoin = false;
      this.#ending = this.#endWriting(options).finally(() => {
        this.#ending = undefined;
      });
      return this.#ending;
    };
  }

  async #isSmall(): Promise<boolean> {
    const file = await stat(this.#folder.meta).catch(() => undefined);
    return (file?.size ?? 0) <= SMALL_BYTES;
  }

  async #endWriting(options: CloseOptions = {}): Promise<void> {
    try {
      await Promise.allSettled(this.#joined);
      // these records stay readable, for those that have them and until the new store is open
      await this.#meta.endWriting(options);
      if (options.compact !== false) this.#isJournaled = false;
      await this.#reopen({ readOnly: true });
    } finally {
      this.#writing = false;
    }
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

function rethrowUnlessBusy(error: unknown): void {
  if (!RbassistError.isInstance(error) || error.code !== 'library-busy') throw error;
}

import type { MetaStore } from '@rbassist/meta';
import { type DataFolder, dataFolderError } from './data-folder.ts';

/** Saving must not take more than about this share of a run. */
const MAX_SAVING_SHARE = 0.05;

/** Saves a library's records now and then during a long run, so that a crash costs little, and never so often that saving dominates. */
export class Checkpoint {
  readonly #meta: MetaStore;
  readonly #folder: DataFolder;
  readonly #every: number;
  #pending = 0;
  #notBefore = 0;

  constructor(meta: MetaStore, folder: DataFolder, every: number) {
    this.#meta = meta;
    this.#folder = folder;
    this.#every = every;
  }

  /** Counts a finished track and saves when it is time. */
  async tick(): Promise<void> {
    this.#pending++;
    if (this.#pending >= this.#every && performance.now() >= this.#notBefore) await this.save();
  }

  /** Saves now. */
  async save(): Promise<void> {
    const started = performance.now();
    try {
      await this.#meta.flush();
    } catch (error) {
      throw dataFolderError(this.#folder.root, error);
    }
    const took = performance.now() - started;
    this.#pending = 0;
    this.#notBefore = performance.now() + took / MAX_SAVING_SHARE;
  }
}

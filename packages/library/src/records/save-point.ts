import type { MetaStore } from '@rbassist/meta';

/** Saves the finished work of a long run: after every track, so that a crash costs nothing, and to the disk itself now and then, for a power cut. */
export class SavePoint {
  readonly #meta: MetaStore;
  readonly #every: number;
  #pending = 0;

  /** @param every Tracks after which to wait for the disk; the store syncs by itself within a second anyway. */
  constructor(meta: MetaStore, every: number) {
    this.#meta = meta;
    this.#every = every;
  }

  /** Counts a finished track and writes it down. */
  async tick(): Promise<void> {
    this.#pending++;
    if (this.#pending >= this.#every) return this.save();
    await this.#meta.flush({ sync: false });
  }

  /** Waits until everything is on disk. */
  async save(): Promise<void> {
    await this.#meta.flush();
    this.#pending = 0;
  }
}

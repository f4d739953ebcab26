import type { MetaStore } from '@rbassist/meta';

/** Saves finished tracks: each one to survive a crash, and every few to the disk to survive a power cut. */
export class SavePoint {
  readonly #meta: MetaStore;
  readonly #every: number;
  #pending = 0;

  /** @param every Number of tracks between two syncs to disk. The store also syncs every second. */
  constructor(meta: MetaStore, every: number) {
    this.#meta = meta;
    this.#every = every;
  }

  async tick(): Promise<void> {
    this.#pending++;
    if (this.#pending >= this.#every) return this.save();
    await this.#meta.flush({ sync: false });
  }

  async save(): Promise<void> {
    await this.#meta.flush();
    this.#pending = 0;
  }
}

import type { MetaStore } from '@rbassist/meta';

/** Saves finished tracks: each one against crashes, and every few down to the disk against power cuts. */
export class SavePoint {
  readonly #meta: MetaStore;
  readonly #every: number;
  #pending = 0;

  /** @param every Number of tracks after which to wait for the disk; the store also syncs by itself every second. */
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

import type { MetaStore } from '@rbassist/meta';

/** Writes down what a long run has done: after every track so that a crash of this process costs nothing, and now and then so that a power cut costs little. */
export class Checkpoint {
  readonly #meta: MetaStore;
  readonly #every: number;
  #pending = 0;

  /** @param every Tracks after which the disk itself is waited for; it is no later than a second anyway. */
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

  /** Waits until the disk has everything. */
  async save(): Promise<void> {
    await this.#meta.flush();
    this.#pending = 0;
  }
}

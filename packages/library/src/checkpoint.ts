import type { MetaStore } from '@rbassist/meta';

/** Saving must not take more than about this share of a run. */
const MAX_SAVING_SHARE = 0.05;

/** Saves a library's records now and then during a long run, so that a crash costs little, and never so often that saving dominates. */
export class Checkpoint {
  readonly #meta: MetaStore;
  readonly #every: number;
  #pending = 0;
  #notBefore = 0;

  constructor(meta: MetaStore, every: number) {
    this.#meta = meta;
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
    await this.#meta.flush();
    const took = performance.now() - started;
    this.#pending = 0;
    this.#notBefore = performance.now() + took / MAX_SAVING_SHARE;
  }
}

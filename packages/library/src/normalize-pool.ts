import { errorMessage } from '@rbassist/core';
import { Piscina } from 'piscina';
import type { NormalizeReply, NormalizeTask } from './normalize-task.ts';
import { YOUNG_GENERATION_MB } from './track-pool.ts';

/** Threads that measure and tag tracks. */
export class NormalizePool {
  readonly workers: number;
  readonly #pool: Piscina<NormalizeTask, NormalizeReply>;

  constructor(workers: number) {
    this.workers = workers;
    this.#pool = new Piscina({
      filename: new URL('./normalize-worker.js', import.meta.url).href,
      name: 'normalizeTrack',
      minThreads: 1,
      maxThreads: workers,
      idleTimeout: Number.POSITIVE_INFINITY,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
  }

  /** Normalises one track. Never rejects: a thread that dies of it is that track's failure, and another thread takes its place. */
  async normalize(task: NormalizeTask): Promise<NormalizeReply> {
    try {
      return await this.#pool.run(task);
    } catch (error) {
      const message = `${task.path} could not be normalised, its worker stopped: ${errorMessage(error)}`;
      return { ok: false, kind: 'internal', message };
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

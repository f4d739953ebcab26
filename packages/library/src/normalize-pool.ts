import { createWorkerPool, type WorkerPool } from '@rbassist/analyze';
import { errorMessage } from '@rbassist/core';
import type { NormalizeReply, NormalizeTask } from './normalize-task.ts';

/** Threads that measure and tag tracks. */
export class NormalizePool {
  readonly #pool: WorkerPool<NormalizeTask, NormalizeReply>;

  constructor(workers: number) {
    const entry = new URL('./normalize-worker.js', import.meta.url);
    this.#pool = createWorkerPool({ entry, task: 'normalizeTrack', workers });
  }

  /** How many tracks to have in hand at a time. */
  get inHand(): number {
    return this.#pool.inHand;
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
    await this.#pool.close();
  }
}

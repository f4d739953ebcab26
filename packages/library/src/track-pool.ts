import { createWorkerPool, type WorkerPool } from '@rbassist/analyze';
import { errorMessage } from '@rbassist/core';
import type { TrackReply, TrackTask } from './track-task.ts';

/** Threads that listen to tracks. They keep their embedder and analyzer warm between tracks. */
export class TrackPool {
  readonly #pool: WorkerPool<TrackTask, TrackReply>;

  constructor(workers: number) {
    const entry = new URL('./track-worker.js', import.meta.url);
    this.#pool = createWorkerPool({ entry, task: 'hearTrack', workers });
  }

  /** How many tracks to have in hand at a time. */
  get inHand(): number {
    return this.#pool.inHand;
  }

  /** Listens to one track. Never rejects: a thread that dies of it is that track's failure, and another thread takes its place. */
  async hear(task: TrackTask): Promise<TrackReply> {
    try {
      return await this.#pool.run(task);
    } catch (error) {
      return {
        ok: false,
        tags: {},
        kind: 'internal',
        message: `${task.path} could not be listened to, its worker stopped: ${errorMessage(error)}`,
      };
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}

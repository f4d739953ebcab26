import { availableParallelism } from 'node:os';
import { errorMessage } from '@rbassist/core';
import { Piscina } from 'piscina';
import type { TrackReply, TrackTask } from './track-task.ts';

/** One thread per core less one, so that the machine stays usable. */
export const DEFAULT_WORKERS = Math.max(1, availableParallelism() - 1);

/** Samples live outside V8's heap; left alone, its young generation grows for hours and the process with it. */
export const YOUNG_GENERATION_MB = 8;

/** Threads that listen to tracks. */
export class TrackPool {
  readonly workers: number;
  readonly #pool: Piscina<TrackTask, TrackReply>;

  constructor(workers: number) {
    this.workers = workers;
    this.#pool = new Piscina({
      filename: new URL('./track-worker.js', import.meta.url).href,
      name: 'hearTrack',
      minThreads: 1,
      maxThreads: workers,
      // threads keep their embedder warm between tracks
      idleTimeout: Number.POSITIVE_INFINITY,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
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
    await this.#pool.destroy();
  }
}

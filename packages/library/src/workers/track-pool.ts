import { createWorkerPool } from '@rbassist/analyze';
import { RbassistError, type TrackFailure, trackFailure } from '@rbassist/core';

export interface TrackPoolOptions<Reply> {
  /** Name of the worker's module in the package's dist folder, without extension. */
  worker: string;
  task: string;
  workers: number;
  /** Data for every task, which each thread receives once. */
  shared?: unknown;
  /** Past participle for the error message, e.g. "analysed". */
  done: string;
  failed: (failure: TrackFailure) => Reply;
}

export interface TrackPool<Task, Reply> {
  readonly concurrency: number;
  /** If a thread dies, its track fails and a new thread takes over. Rejects if none can start. */
  run(task: Task): Promise<Reply>;
  close(): Promise<void>;
}

export function createTrackPool<Task extends { path: string }, Reply>({
  worker,
  task: name,
  workers,
  shared,
  done,
  failed,
}: TrackPoolOptions<Reply>): TrackPool<Task, Reply> {
  const entry = new URL(`./${worker}.js`, import.meta.url);
  const { concurrency, run, close } = createWorkerPool<Task, Reply>({ entry, task: name, workers, shared });
  return {
    concurrency,
    async run(task) {
      try {
        return await run(task);
      } catch (error) {
        if (RbassistError.isInstance(error)) throw error;
        return failed(trackFailure(task.path, error, `${done}, its worker stopped`));
      }
    },
    close,
  };
}

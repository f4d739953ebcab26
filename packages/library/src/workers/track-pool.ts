import { createWorkerPool } from '@rbassist/analyze';
import { type TrackFailure, trackFailure } from '@rbassist/core';

/** Options of {@link createTrackPool}. */
export interface TrackPoolOptions<Reply> {
  /** Name of the worker's module, without its ending, in the package's dist folder. */
  worker: string;
  /** The module's function that does a task. */
  task: string;
  workers: number;
  /** Past participle for the error message, e.g. "analysed". */
  done: string;
  /** Turns a failure into a reply. */
  failed: (failure: TrackFailure) => Reply;
}

/** Worker threads for tracks that stay warm between tasks. */
export interface TrackPool<Task, Reply> {
  /** Tracks to give it at a time. */
  readonly concurrency: number;
  /** Never rejects: if a thread dies, its track fails and another thread takes over. */
  run(task: Task): Promise<Reply>;
  close(): Promise<void>;
}

/** Creates a pool that starts threads as they are needed. */
export function createTrackPool<Task extends { path: string }, Reply>({
  worker,
  task: name,
  workers,
  done,
  failed,
}: TrackPoolOptions<Reply>): TrackPool<Task, Reply> {
  const entry = new URL(`./${worker}.js`, import.meta.url);
  const { concurrency, run, close } = createWorkerPool<Task, Reply>({ entry, task: name, workers });
  return {
    concurrency,
    run: (task) => run(task).catch((error) => failed(trackFailure(task.path, error, `${done}, its worker stopped`))),
    close,
  };
}

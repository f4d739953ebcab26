import { createWorkerPool } from '@rbassist/analyze';
import { type TrackFailure, trackFailure } from '@rbassist/core';

/** What the threads of a pool do. */
export interface TrackPoolOptions<Reply> {
  /** The module that they load: its file, without the ending, beside the package's own. */
  worker: string;
  /** Its exported function that does a task. */
  task: string;
  workers: number;
  /** What is done to a track, after "could not be". */
  done: string;
  /** A failure as a reply. */
  failed: (failure: TrackFailure) => Reply;
}

/** Threads that do something to tracks, and stay warm in between. */
export interface TrackPool<Task, Reply> {
  /** How many tracks to have in hand at a time. */
  readonly inHand: number;
  /** Never rejects: a thread that dies of a track is that track's failure, and another thread takes its place. */
  run(task: Task): Promise<Reply>;
  close(): Promise<void>;
}

/** Starts threads as they are needed. */
export function createTrackPool<Task extends { path: string }, Reply>({
  worker,
  task: name,
  workers,
  done,
  failed,
}: TrackPoolOptions<Reply>): TrackPool<Task, Reply> {
  const entry = new URL(`./${worker}.js`, import.meta.url);
  const { inHand, run, close } = createWorkerPool<Task, Reply>({ entry, task: name, workers });
  return {
    inHand,
    run: (task) => run(task).catch((error) => failed(trackFailure(task.path, error, `${done}, its worker stopped`))),
    close,
  };
}

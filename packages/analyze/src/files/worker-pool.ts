import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { errorMessage, RbassistError, type Remedy, systemErrorCode } from '@rbassist/core';
import { move, Piscina, transferableSymbol, valueSymbol } from 'piscina';

/** Default number of threads: one per core less one, so that the machine stays usable. */
export const DEFAULT_WORKERS = Math.max(1, availableParallelism() - 1);

/** Keeps a next task ready for every thread. */
const QUEUED_PER_WORKER = 1;
/** Samples live outside V8's heap. Without a limit its young generation grows for hours. */
const YOUNG_GENERATION_MB = 8;

/** Options of {@link createWorkerPool}. */
export interface WorkerPoolOptions {
  /** Module that the threads load. */
  entry: URL;
  /** Name of the exported function that runs a task. */
  task: string;
  /** Number of threads. */
  workers: number;
}

/** Threads that run tasks and stay warm between them. */
export interface WorkerPool<Task, Reply> {
  /** Number of tasks to run at a time, so that no thread waits for the next. */
  readonly concurrency: number;
  /**
   * Runs a task. Rejects when its thread crashes, which the pool replaces, or when the signal aborts, which ends the
   * thread; with an {@link RbassistError} of code `worker-start` when no thread can start.
   */
  run(task: Task, signal?: AbortSignal): Promise<Reply>;
  /** Ends all threads, including those that run a task. */
  close(): Promise<void>;
}

/** Creates a pool that starts its threads on demand. */
export function createWorkerPool<Task, Reply>({ entry, task, workers }: WorkerPoolOptions): WorkerPool<Task, Reply> {
  const pool = new Piscina<Task, Reply>({
    filename: entry.href,
    name: task,
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  const started = watchStart(pool, entry);
  return {
    concurrency: workers * (1 + QUEUED_PER_WORKER),
    run: (work, signal) => started(pool.run(work, signal && { signal })),
    close: () => pool.destroy(),
  };
}

/** Makes the tasks of a pool reject once it has no thread and can't start one, where they would wait for ever. */
function watchStart(pool: Piscina, entry: URL): <T>(task: Promise<T>) => Promise<T> {
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  // a thread that dies is replaced, unless threads fail to start
  const lose = (error: unknown) => {
    if (pool.threads.length === 0) failure.reject(startError(error));
  };
  // without a listener it ends the process
  pool.on('error', lose);
  return async (task) => {
    try {
      return await Promise.race([task, failure.promise]);
    } catch (error) {
      lose(error);
      throw isMissing(error) && errorMessage(error).includes(fileURLToPath(entry)) ? startError(error) : error;
    }
  };
}

function isMissing(error: unknown): boolean {
  return systemErrorCode(error) === 'ERR_MODULE_NOT_FOUND';
}

function startError(cause: unknown): RbassistError {
  const remedies: Remedy[] = isMissing(cause)
    ? [{ action: 'install', dependency: 'rbassist' }]
    : [{ action: 'raise-limit', limit: 'memory' }];
  const message = `No thread can start to read tracks: ${errorMessage(cause)}.`;
  return new RbassistError('worker-start', message, { cause, remedies });
}

/**
 * Marks buffers of a task's reply to be transferred to the caller instead of copied. Return the result from the task
 * as it is; the thread cannot use the buffers afterwards.
 */
export function transferReply<Reply extends object>(reply: Reply, buffers: readonly ArrayBuffer[]): Reply {
  return move({ [transferableSymbol]: buffers, [valueSymbol]: reply }) as unknown as Reply;
}

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { errorMessage, RbassistError, type Remedy, systemErrorCode } from '@rbassist/core';
import { move, Piscina, transferableSymbol, valueSymbol } from 'piscina';

/** Default number of threads: the number of cores minus one, so that the computer stays usable. */
export const DEFAULT_WORKERS = Math.max(1, availableParallelism() - 1);

/** Tasks queued for each thread, so that no thread waits for its next task. */
const QUEUED_PER_WORKER = 1;
/** Samples are outside V8's heap. Without a limit, its young generation grows for hours. */
const YOUNG_GENERATION_MB = 8;

export interface WorkerPoolOptions {
  entry: URL;
  /** Name of the exported function that runs a task. */
  task: string;
  workers: number;
  /** Data for every task, which each thread receives once and reads with {@link sharedData}. */
  shared?: unknown;
}

/** Pool of worker threads, which stay alive between tasks. */
export interface WorkerPool<Task, Reply> {
  /** Number of tasks to start at the same time, so that no thread waits for its next task. */
  readonly concurrency: number;
  /**
   * Runs a task. Rejects if its thread crashes; the pool replaces the thread. Rejects and ends the thread if the signal
   * aborts. Rejects with an {@link RbassistError} of code `worker-start` if no thread can start.
   */
  run(task: Task, signal?: AbortSignal): Promise<Reply>;
  /** Ends all threads, including those that run a task. */
  close(): Promise<void>;
}

/** Creates a pool that starts its threads on demand. */
export function createWorkerPool<Task, Reply>({
  entry,
  task,
  workers,
  shared,
}: WorkerPoolOptions): WorkerPool<Task, Reply> {
  const pool = new Piscina<Task, Reply>({
    filename: entry.href,
    name: task,
    workerData: shared,
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

/** Rejects the tasks of a pool that has no thread and can't start one. Piscina would let them wait forever. */
function watchStart(pool: Piscina, entry: URL): <T>(task: Promise<T>) => Promise<T> {
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  // piscina replaces a thread that dies, unless no thread can start
  const lose = (error: unknown) => {
    if (pool.threads.length === 0) failure.reject(startError(error));
  };
  // an error event without a listener ends the process
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
  const message = `rbassist can't start a worker thread: ${errorMessage(cause)}.`;
  return new RbassistError('worker-start', message, { cause, remedies });
}

/** Returns the data that the pool of this thread shares between its tasks. Call it in a worker's module. */
export function sharedData<Shared>(): Shared {
  return Piscina.workerData;
}

/**
 * Marks buffers of a task's reply for transfer to the caller instead of copying. Return the result unchanged from the
 * task. The thread can't use the buffers afterwards.
 */
export function transferReply<Reply extends object>(reply: Reply, buffers: readonly ArrayBuffer[]): Reply {
  return move({ [transferableSymbol]: buffers, [valueSymbol]: reply }) as unknown as Reply;
}

import { availableParallelism } from 'node:os';
import { move, Piscina, transferableSymbol, valueSymbol } from 'piscina';

/** One thread per core less one, so that the machine stays usable. */
export const DEFAULT_WORKERS = Math.max(1, availableParallelism() - 1);

/** Tasks handed to the pool beyond those in work, so that no thread waits for the next. */
const QUEUED_PER_WORKER = 1;
/** Samples live outside V8's heap; left alone, its young generation grows for hours and the process with it. */
const YOUNG_GENERATION_MB = 8;

/** Which code the threads run, and how many of them there are. */
export interface WorkerPoolOptions {
  /** The module that they load. */
  entry: URL;
  /** Its exported function that does a task. */
  task: string;
  workers: number;
}

/** Threads that listen to tracks and stay warm in between. */
export interface WorkerPool<Task, Reply> {
  /** How many tasks to have in hand at a time. */
  readonly inHand: number;
  /**
   * Does a task. Rejects when its thread dies of it, another one then takes that thread's place; and when the signal aborts, which costs
   * the thread too.
   */
  run(task: Task, signal?: AbortSignal): Promise<Reply>;
  /** Ends all threads, whatever they do. */
  close(): Promise<void>;
}

/** Starts threads as they are needed. */
export function createWorkerPool<Task, Reply>({ entry, task, workers }: WorkerPoolOptions): WorkerPool<Task, Reply> {
  const pool = new Piscina<Task, Reply>({
    filename: entry.href,
    name: task,
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  return {
    inHand: workers * (1 + QUEUED_PER_WORKER),
    run: (work, signal) => pool.run(work, signal && { signal }),
    close: () => pool.destroy(),
  };
}

/**
 * For a task's function: its reply, of which these buffers are handed over to whoever asked, rather than copied. To be returned as it is; the buffers
 * cannot be used in the thread afterwards.
 */
export function handOver<Reply extends object>(reply: Reply, buffers: readonly ArrayBuffer[]): Reply {
  return move({ [transferableSymbol]: buffers, [valueSymbol]: reply }) as unknown as Reply;
}

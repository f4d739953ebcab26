import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { NotFoundError, OptionError, type ProgressEvent, ProgressRate, type TrackError } from '@rbassist/core';
import type { Library } from '@rbassist/library';
import { problemOf } from '../error-response.ts';
import type { AnswerContext } from '../server-context.ts';
import type { EventLog } from './event-log.ts';
import { ENDED_STATES, type Job, type JobState } from './job.ts';
import { JobFile, type StoredJob } from './job-file.ts';
import type { JobOrder } from './job-order.ts';
import { jobProblem } from './job-problem.ts';
import { KeptResults } from './kept-results.ts';
import { JOB_TYPES, type JobRun } from './run-job.ts';

const ID_BYTES = 9;
const MOST_WAITING = 100;
/** Ended jobs that a list shows. */
const MOST_ENDED = 50;
/** Milliseconds between two events about the progress of a job, and about changed tracks. */
const PROGRESS_MS = 250;
const CHANGES_MS = 1000;

/** Parts of the server that a job queue needs. */
export interface JobQueueParts extends AnswerContext {
  events: EventLog;
  /** Returns the time, in milliseconds since 1970. */
  clock: () => number;
}

interface QueuedJob extends StoredJob {
  controller: AbortController;
  /** State that a stopped job gets. */
  stopAs?: JobState;
  running?: Promise<void>;
}

/**
 * Long jobs of a library. One job at a time writes, and another one only reads; others wait. After a killed server,
 * the next one lists its unfinished jobs as interrupted, and continues them on request.
 */
export class JobQueue implements AsyncDisposable {
  readonly #parts: JobQueueParts;
  readonly #file: JobFile;
  /** Last results, by kind. */
  readonly results: KeptResults;
  /** In the order of their start. */
  readonly #jobs = new Map<string, QueuedJob>();
  #isClosed = false;

  private constructor(parts: JobQueueParts, file: JobFile, stored: readonly StoredJob[]) {
    this.#parts = parts;
    this.#file = file;
    this.results = new KeptResults(parts.library.dataDir);
    for (const { job, order } of stored) {
      const state = ENDED_STATES.includes(job.state) || job.state === 'paused' ? job.state : 'interrupted';
      this.#jobs.set(job.id, { job: { ...job, ...abilities(order, state) }, order, controller: new AbortController() });
    }
  }

  /** Reads the jobs that earlier servers left. */
  static async open(parts: JobQueueParts): Promise<JobQueue> {
    const file = new JobFile(parts.library.dataDir);
    return new JobQueue(parts, file, await file.read());
  }

  /** Lists all jobs, the latest first. */
  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => job).reverse();
  }

  /** @throws {NotFoundError} if there is no such job. */
  get(id: string): Job {
    return this.#find(id).job;
  }

  /**
   * Starts a job, or lets it wait. The same job is not queued twice.
   *
   * @throws {OptionError} if too many jobs wait.
   */
  start(order: JobOrder): Job {
    const waiting = [...this.#jobs.values()].filter(({ job }) => job.state === 'waiting');
    const same = waiting.find((other) => isDeepStrictEqual(other.order, order));
    if (same) return same.job;
    if (waiting.length >= MOST_WAITING) throw new OptionError(`${MOST_WAITING} jobs are waiting. Cancel some first.`);
    const id = randomBytes(ID_BYTES).toString('base64url');
    const job: Job = {
      ...{ id, kind: order.kind, about: order.paths.slice(0, MOST_ABOUT), createdAt: this.#now() },
      ...UNSTARTED,
      ...{ failures: {}, summary: null, error: null },
      ...abilities(order, 'waiting'),
    };
    const queued = { job, order, controller: new AbortController() };
    this.#jobs.set(id, queued);
    this.#forgetOldest();
    this.#changed(queued);
    this.#runNext();
    return queued.job;
  }

  /** Stops a job for good. What is finished stays. Throws as {@link get}. */
  cancel(id: string): Job {
    return this.#stop(id, 'cancelled');
  }

  /**
   * Stops a job until {@link resume}.
   *
   * @throws {OptionError} if it is a job that can't continue.
   */
  pause(id: string): Job {
    const { job } = this.#find(id);
    if (!job.canPause) throw new OptionError(`This ${job.kind} job can't be paused now.`);
    return this.#stop(id, 'paused');
  }

  /**
   * Continues a job that was paused, cancelled or interrupted, or tries a failed one again.
   *
   * @param order The job to do instead, of the same kind. @default as before
   * @throws {OptionError} if it runs, waits or is done.
   */
  resume(id: string, order?: JobOrder): Job {
    const queued = this.#find(id);
    if (!queued.job.canResume)
      throw new OptionError(`This ${queued.job.kind} job can't be resumed: it is ${queued.job.state}.`);
    this.#jobs.delete(id);
    this.#jobs.set(id, queued);
    if (order) queued.order = order;
    queued.controller = new AbortController();
    queued.stopAs = undefined;
    this.#set(queued, 'waiting', { ...UNSTARTED, failures: {}, summary: null, error: null });
    this.#runNext();
    return queued.job;
  }

  /** Stops all jobs, which the next server can continue. You may call it twice. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const open = [...this.#jobs.values()].filter(({ job }) => job.state === 'running' || job.state === 'waiting');
    for (const { job } of open) this.#stop(job.id, 'interrupted');
    await Promise.all(open.map(({ running }) => running));
    await this.#file.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #find(id: string): QueuedJob {
    const found = this.#jobs.get(id);
    if (found === undefined) throw new NotFoundError(`There is no job "${id}".`);
    return found;
  }

  #stop(id: string, as: JobState): Job {
    const queued = this.#find(id);
    const { state } = queued.job;
    if (state === 'running') {
      queued.stopAs = as;
      queued.controller.abort();
    } else if (!ENDED_STATES.includes(state)) this.#set(queued, as, as === 'cancelled' ? { endedAt: this.#now() } : {});
    return queued.job;
  }

  #runNext(): void {
    if (this.#isClosed) return;
    const all = [...this.#jobs.values()];
    for (const writes of [true, false]) {
      const ofLane = all.filter(({ order }) => isWriter(order) === writes);
      if (ofLane.some(({ running }) => running !== undefined)) continue;
      const next = ofLane.find(({ job }) => job.state === 'waiting');
      if (next === undefined) continue;
      next.running = this.#run(next).finally(() => {
        next.running = undefined;
        this.#runNext();
      });
    }
  }

  async #run(queued: QueuedJob): Promise<void> {
    const { order, controller } = queued;
    this.#set(queued, 'running', { startedAt: this.#now() });
    const run: JobRun = { signal: controller.signal, ...this.#listeners(queued) };
    try {
      const { summary, interrupted, result } = await runOrder(this.#parts.library, order, run);
      const endedAt = this.#now();
      if (interrupted) this.#set(queued, queued.stopAs ?? 'interrupted', { summary, endedAt, secondsLeft: null });
      else {
        await this.results.keep(order.kind, queued.job.id, endedAt, result);
        // no one can resume it, and a list of tracks may be long
        queued.order = { ...order, paths: [] };
        this.#set(queued, 'done', { summary, endedAt, secondsLeft: null });
      }
    } catch (error) {
      this.#set(queued, 'failed', { error: problemOf(error, this.#parts), endedAt: this.#now(), secondsLeft: null });
    }
    this.#publishChange(order);
  }

  #listeners(queued: QueuedJob): Omit<JobRun, 'signal'> {
    const { events } = this.#parts;
    let rate: { stage: string; measured: ProgressRate } | undefined;
    let [shownAt, changedAt] = [0, 0];
    const onProgress = ({ stage, done, total, item }: ProgressEvent) => {
      if (rate?.stage !== stage) rate = { stage, measured: new ProgressRate(stage, done) };
      const { perSecond = null, secondsLeft = null } = rate.measured.measure({ done, total }) ?? {};
      const progress = { stage, done, total: total ?? null, item: item ?? null, rate: perSecond, secondsLeft };
      queued.job = { ...queued.job, ...progress };
      const now = performance.now();
      if (now - shownAt < PROGRESS_MS) return;
      shownAt = now;
      events.publish('job', queued.job);
    };
    const onProblem = (error: TrackError) => {
      const { failures, id } = queued.job;
      queued.job = { ...queued.job, failures: { ...failures, [error.kind]: (failures[error.kind] ?? 0) + 1 } };
      events.publish('problem', jobProblem(id, error, this.#parts));
    };
    const onChange = () => {
      const now = performance.now();
      if (now - changedAt < CHANGES_MS) return;
      changedAt = now;
      events.publish('library', { changed: 'tracks' });
    };
    return { onProgress, onProblem, onChange };
  }

  #set(queued: QueuedJob, state: JobState, values: Partial<Job> = {}): void {
    queued.job = { ...queued.job, ...values, ...abilities(queued.order, state) };
    this.#changed(queued);
  }

  #changed({ job }: QueuedJob): void {
    this.#parts.events.publish('job', job);
    const jobs = [...this.#jobs.values()];
    const isBusy = jobs.some((other) => other.job.state === 'running' || other.job.state === 'waiting');
    void this.#file.save(
      jobs.map(({ job: each, order }) => ({ job: each, order })),
      { isBusy },
    );
  }

  #publishChange(order: JobOrder): void {
    const changed = order.kind.endsWith('duplicates') ? 'duplicates' : order.kind === 'index' ? 'index' : 'tracks';
    if (isWriter(order) || changed === 'duplicates') this.#parts.events.publish('library', { changed });
  }

  #forgetOldest(): void {
    const ended = [...this.#jobs.values()].filter(({ job }) => ENDED_STATES.includes(job.state));
    for (const { job } of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) this.#jobs.delete(job.id);
  }

  #now(): string {
    return new Date(this.#parts.clock()).toISOString();
  }
}

/** Paths that a job shows. */
const MOST_ABOUT = 20;

const UNSTARTED = {
  startedAt: null,
  endedAt: null,
  stage: null,
  item: null,
  done: 0,
  total: null,
  rate: null,
  secondsLeft: null,
} satisfies Partial<Job>;

const RESUMABLE: readonly JobState[] = ['paused', 'interrupted', 'cancelled', 'failed'];

/** Returns a state, and what can be done with a job in it. */
function abilities({ kind }: JobOrder, state: JobState): Pick<Job, 'state' | 'canPause' | 'canResume'> {
  const isOpen = state === 'waiting' || state === 'running';
  return { state, canPause: isOpen && JOB_TYPES[kind].continues, canResume: RESUMABLE.includes(state) };
}

// a table of functions by kind does not tell TypeScript that kind and options belong together
function isWriter({ kind, options }: JobOrder): boolean {
  return JOB_TYPES[kind].writes(options as never);
}

function runOrder(library: Library, order: JobOrder, run: JobRun) {
  return JOB_TYPES[order.kind].run(library, order as never, run);
}

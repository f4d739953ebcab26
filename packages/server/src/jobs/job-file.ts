import { dirname, join } from 'node:path';
import {
  exists,
  LibraryBusyError,
  type ProcessLock,
  readRegularFile,
  replaceFile,
  takeProcessLock,
} from '@rbassist/core';
import { z } from 'zod';
import { Job } from './job.ts';
import type { JobOrder } from './job-order.ts';
import { JOB_KINDS } from './job-request.ts';

const VERSION = 1;
/** Ended jobs that are kept. */
const MOST_JOBS = 50;
const LARGEST_FILE = 2 ** 26;
const STALE_MS = 10 * 60_000;

/** A job as the file stores it. */
export interface StoredJob {
  job: Job;
  order: JobOrder;
}

const StoredFile = z.object({
  version: z.literal(VERSION),
  jobs: z.array(
    z.object({
      job: Job,
      order: z.object({ kind: z.enum(JOB_KINDS), paths: z.array(z.string()), options: z.record(z.string(), z.json()) }),
    }),
  ),
});

/**
 * Jobs of a library, in `jobs.json` in its data folder: those that a killed server leaves unfinished, and the last ones
 * that ended. One server at a time writes it, while it has jobs.
 */
export class JobFile {
  readonly #path: string;
  #lock: ProcessLock | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'jobs.json');
  }

  /** Returns the stored jobs; none if another server has jobs at work, or if the file can't be used. */
  async read(): Promise<StoredJob[]> {
    const stored = await this.#stored();
    if (stored.length === 0 || !(await this.#take())) return [];
    await this.#release();
    return stored;
  }

  /** Saves jobs if no other server does. Never fails: the jobs themselves are more important. */
  save(jobs: readonly StoredJob[], { isBusy }: { isBusy: boolean }): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      if (!(await this.#take())) return;
      try {
        const own = new Set(jobs.map(({ job }) => job.id));
        const others = (await this.#stored()).filter(({ job }) => !own.has(job.id));
        const latest = [...others, ...jobs].slice(-MOST_JOBS);
        await replaceFile(this.#path, JSON.stringify({ version: VERSION, jobs: latest }));
      } catch {
        // a full disk, or a folder that is gone, ends the job itself with its own error
      }
      if (!isBusy) await this.#release();
    });
    return this.#saving;
  }

  async close(): Promise<void> {
    await this.#saving;
    await this.#release();
  }

  async #stored(): Promise<StoredJob[]> {
    try {
      const text = await readRegularFile(this.#path, LARGEST_FILE);
      return StoredFile.parse(JSON.parse(text.toString())).jobs as StoredJob[];
    } catch {
      return [];
    }
  }

  async #take(): Promise<boolean> {
    if (this.#lock && !this.#lock.isLost) return true;
    // a library that is gone, or not there yet, gets no folder from here
    if (!(await exists(dirname(this.#path)))) return false;
    const busy = (holder: string) => new LibraryBusyError(this.#path, `${holder} is writing to ${this.#path}.`);
    this.#lock = await takeProcessLock(this.#path, { staleMs: STALE_MS, busy }).catch(() => undefined);
    return this.#lock !== undefined;
  }

  async #release(): Promise<void> {
    await this.#lock?.release().catch(() => {});
    this.#lock = undefined;
  }
}

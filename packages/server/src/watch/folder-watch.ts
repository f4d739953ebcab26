import { resolve } from 'node:path';
import { notify } from '@rbassist/core';
import type { WatchFoldersOptions } from '@rbassist/library';
import { isExpected, type Problem, problemOf } from '../error-response.ts';
import type { EventLog } from '../jobs/event-log.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { AnswerContext } from '../server-context.ts';
import { type FolderState, type FolderStatus, newStatus, stateOf, statusAfter } from './folder-status.ts';
import { scanAsJob } from './scan-as-job.ts';
import { WatchFile } from './watch-file.ts';

/** Parts of the server that a watch needs. */
export interface FolderWatchParts extends AnswerContext {
  jobs: JobQueue;
  events: EventLog;
  /** Called with unexpected errors. */
  onError?: (error: unknown) => void;
  /** Options of the watch. @default {} */
  options?: Pick<WatchFoldersOptions, 'settleS'>;
}

/** A watched folder as programs and the page see it. */
export interface ShownFolder extends Pick<FolderStatus, 'path' | 'by' | 'files' | 'gone'> {
  state: FolderState;
}

/** Events about the same thing come at most this often. */
const SHOW_MS = 500;

/** The watch over folders of a library. Its scans are jobs. A later server continues it. */
export class FolderWatch implements AsyncDisposable {
  readonly #parts: FolderWatchParts;
  readonly #file: WatchFile;
  #folders: readonly FolderStatus[] = [];
  #problem: Problem | undefined;
  #isStopped = false;
  #controller = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #lastChange: Promise<unknown> = Promise.resolve();
  #showing: NodeJS.Timeout | undefined;

  private constructor(parts: FolderWatchParts) {
    this.#parts = parts;
    this.#file = new WatchFile(parts.library.dataDir);
  }

  /** Continues the watch of an earlier server. Another server that watches is a problem to show. */
  static async open(parts: FolderWatchParts): Promise<FolderWatch> {
    const watch = new FolderWatch(parts);
    const folders = await watch.#file.read();
    if (folders.length === 0) return watch;
    try {
      await watch.#file.take();
      watch.#start(folders);
    } catch (error) {
      watch.#folders = folders.map(newStatus);
      watch.#fail(error);
    }
    return watch;
  }

  /** The watched folders, in the order in which they were named. */
  get folders(): ShownFolder[] {
    return this.#folders.map((status) => {
      const { path, by, files, gone } = status;
      return { path, by, files, gone, state: this.#isStopped ? 'stopped' : stateOf(status) };
    });
  }

  /** Problem of the watch as a whole, such as a full disk. */
  get problem(): Problem | undefined {
    return this.#problem;
  }

  /**
   * Watches these folders and no others, also after the next start. None ends the watch.
   *
   * @throws {LibraryBusyError} if another server watches.
   * @throws {DataFolderError} if the choice can't be saved.
   */
  change(folders: readonly string[]): Promise<void> {
    const turn = this.#lastChange.catch(() => {}).then(() => this.#change([...new Set(folders)]));
    this.#lastChange = turn;
    return turn;
  }

  /** Ends the watch until the next start. You may call it twice. */
  async close(): Promise<void> {
    await this.#lastChange.catch(() => {});
    clearTimeout(this.#showing);
    await this.#stop();
    await this.#file.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #change(folders: readonly string[]): Promise<void> {
    await this.#file.take();
    await this.#file.save(folders);
    await this.#stop();
    if (folders.length === 0) await this.#file.release();
    this.#start(folders);
  }

  #start(folders: readonly string[]): void {
    this.#folders = folders.map((path) => newStatus(resolve(path)));
    this.#problem = undefined;
    this.#isStopped = false;
    this.#controller = new AbortController();
    if (folders.length > 0) this.#running = this.#follow(folders, this.#controller.signal);
    this.#show();
  }

  async #stop(): Promise<void> {
    this.#controller.abort();
    await this.#running;
  }

  async #follow(folders: readonly string[], signal: AbortSignal): Promise<void> {
    const { library, jobs, events, options } = this.#parts;
    const runScan = scanAsJob({ jobs, events });
    try {
      for await (const event of library.watch(folders, { ...options, runScan, signal })) {
        this.#folders = this.#folders.map((status) => statusAfter(status, event));
        if (event.type === 'problem') this.#problem = problemOf(event.error, this.#parts);
        if (event.type === 'done') this.#problem = undefined;
        this.#show();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!isExpected(error)) notify(this.#parts.onError, error);
    this.#problem = problemOf(error, this.#parts);
    this.#isStopped = true;
    this.#show();
  }

  #show(): void {
    this.#showing ??= setTimeout(() => {
      this.#showing = undefined;
      this.#parts.events.publish('watch', { folders: this.#folders.length });
    }, SHOW_MS);
  }
}

import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LibraryBusyError, notify } from '@rbassist/core';
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
  /** Milliseconds between attempts to take over from another server. @default 10000 */
  takeOverMs?: number;
}

/** A watched folder as programs and the page see it. */
export interface ShownFolder extends Pick<FolderStatus, 'path' | 'by' | 'files' | 'gone'> {
  state: FolderState;
}

const TAKE_OVER_MS = 10_000;
/** Events about the same thing come at most this often. */
const SHOW_MS = 500;

/** The watch over folders of a library. Its scans are jobs. A later server continues it. */
export class FolderWatch implements AsyncDisposable {
  readonly #parts: FolderWatchParts;
  readonly #file: WatchFile;
  #folders: readonly FolderStatus[] = [];
  #problem: Problem | undefined;
  #isStopped = false;
  /** True while another server watches. */
  #isElsewhere = false;
  #takingOver: NodeJS.Timeout | undefined;
  #controller = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #lastChange: Promise<unknown> = Promise.resolve();
  #showing: NodeJS.Timeout | undefined;

  private constructor(parts: FolderWatchParts) {
    this.#parts = parts;
    this.#file = new WatchFile(parts.library.dataDir);
  }

  /** Continues the watch of an earlier server. While another one watches, it waits for its end, and then takes over. */
  static async open(parts: FolderWatchParts): Promise<FolderWatch> {
    const watch = new FolderWatch(parts);
    await watch.#continue();
    return watch;
  }

  /** The watched folders, in the order in which they were named. */
  get folders(): ShownFolder[] {
    return this.#folders.map((status) => {
      const { path, by, files, gone } = status;
      return { path, by, files, gone, state: this.#stateOf(status) };
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
    // an attempt that ended just now may have set it
    clearTimeout(this.#takingOver);
    clearTimeout(this.#showing);
    await this.#stop();
    await this.#file.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Watches the stored folders, or waits until no other server does. */
  async #continue(): Promise<void> {
    const folders = await this.#file.read();
    try {
      if (folders.length > 0) await this.#file.take();
      if (folders.length > 0 || this.#isElsewhere) this.#start(folders);
    } catch (error) {
      if (error instanceof LibraryBusyError) this.#waitForOther(folders);
      else {
        this.#folders = folders.map(newStatus);
        this.#fail(error);
      }
    }
  }

  #waitForOther(folders: readonly string[]): void {
    const before = this.#folders.map(({ path }) => path);
    this.#folders = folders.map((path) => newStatus(resolve(path)));
    if (
      !isDeepStrictEqual(
        before,
        this.#folders.map(({ path }) => path),
      )
    )
      this.#show();
    this.#isElsewhere = true;
    this.#takingOver = setTimeout(() => {
      const takeOver = async () => {
        if (this.#isElsewhere) await this.#continue();
      };
      this.#lastChange = this.#lastChange.catch(() => {}).then(takeOver);
    }, this.#parts.takeOverMs ?? TAKE_OVER_MS).unref();
  }

  #stateOf(status: FolderStatus): FolderState {
    if (this.#isStopped) return 'stopped';
    return this.#isElsewhere ? 'elsewhere' : stateOf(status);
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
    this.#isElsewhere = false;
    clearTimeout(this.#takingOver);
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

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isInside, OptionError, pathKey, RbassistError, requirePaths } from '@rbassist/core';
import { lookUpFiles } from '../files/file-state.ts';
import { isNamed } from '../files/named-paths.ts';
import type { LibraryContext } from '../library-context.ts';
import { scan } from '../scan/scan.ts';
import type { ScanSummary } from '../scan/scan-events.ts';
import { FileChanges } from './file-changes.ts';
import { foldersToScan, outermost } from './scan-scope.ts';
import type { WatchFoldersEvent } from './watch-events.ts';
import { type RunScan, type WatchFoldersOptions, type WatchSettings, watchSettings } from './watch-options.ts';
import { WatchedFolder } from './watched-folder.ts';

/** Longest time between two looks at what is due. */
const LONGEST_TICK_MS = 1000;
/** Longest time between two tries of a scan that failed. */
const LONGEST_RETRY_MS = 60_000;
/** A wait that takes so much longer than planned was a sleep of the computer. */
const SLEPT_MS = 60_000;
/** Codes of errors that may go away: another process writes, the disk is full, or the data folder is gone. */
const PASSING: readonly string[] = ['library-busy', 'data-folder'];

/** See `Library.watch`. */
export async function* watchFolders(
  context: LibraryContext,
  folders: readonly string[],
  options: WatchFoldersOptions,
): AsyncGenerator<WatchFoldersEvent, void> {
  requirePaths('folders', folders);
  if (folders.length === 0) throw new OptionError('folders must name at least one folder.', { option: 'folders' });
  const settings = watchSettings(options);
  for (const folder of folders) await refuseFile(folder);
  const watch = new Watch(context, folders, settings);
  try {
    yield* watch.run();
  } finally {
    watch.close();
  }
}

async function refuseFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) throw new OptionError(`${path} is a file. Name its folder.`, { option: 'folders' });
}

class Watch {
  readonly #settings: WatchSettings;
  readonly #runScan: RunScan;
  readonly #folders: readonly WatchedFolder[];
  readonly #changes: FileChanges;
  /** Paths that a source reported since the last look. */
  readonly #reported = new Set<string>();
  /** Folders of a scan that failed. */
  #left: readonly string[] = [];
  #retryAt = 0;
  #retryMs: number;
  #problem: string | undefined;
  readonly #growing = new Map<WatchedFolder, number>();

  constructor(context: LibraryContext, folders: readonly string[], settings: WatchSettings) {
    this.#settings = settings;
    this.#runScan = settings.runScan ?? ((paths, options) => scan(context, paths, options));
    const settleMs = settings.settleS * 1000;
    this.#retryMs = settleMs;
    this.#changes = new FileChanges({ settleMs, mostWaitMs: settings.mostWaitS * 1000 });
    const pollMs = settings.pollS === undefined ? undefined : settings.pollS * 1000;
    const listeners = { onChange: (path: string) => this.#reported.add(path) };
    const known = { times: { settleMs, pollMs }, isExpected: (folder: string) => hasTracks(context, folder) };
    const paths = new Set(folders.map((folder) => resolve(folder)));
    this.#folders = [...paths].map((path) => new WatchedFolder(path, listeners, known));
  }

  close(): void {
    for (const folder of this.#folders) folder.close();
  }

  async *run(): AsyncGenerator<WatchFoldersEvent, void> {
    const { signal, settleS } = this.#settings;
    const settleMs = settleS * 1000;
    const tickMs = Math.min(LONGEST_TICK_MS, Math.max(settleMs / 4, 1));
    let checkedAt = Number.NEGATIVE_INFINITY;
    while (!signal?.aborted) {
      if (performance.now() - checkedAt >= settleMs) {
        for (const folder of this.#folders) yield* folder.check(signal);
        checkedAt = performance.now();
      }
      await this.#lookAtFiles();
      yield* this.#showGrowing();
      if (performance.now() >= this.#retryAt && !signal?.aborted) yield* this.#scanDue(signal);
      const before = Date.now();
      await sleep(tickMs, undefined, { signal }).catch(() => {});
      if (Date.now() - before > tickMs + SLEPT_MS) this.#checkAll();
    }
  }

  /** Checks everything again, because nothing was reported while the computer slept. */
  #checkAll(): void {
    const at = performance.now() + this.#settings.settleS * 1000;
    for (const folder of this.#folders) if (folder.isPresent) folder.wholeAt = at;
  }

  /** Looks at reported files, and at those that may still grow. */
  async #lookAtFiles(): Promise<void> {
    const paths = new Set([...this.#reported, ...this.#changes.unsettled(performance.now())]);
    this.#reported.clear();
    const states = await lookUpFiles([...paths]);
    const now = performance.now();
    for (const [path, file] of states)
      this.#changes.note(path, file.state === 'present' ? file.signature : undefined, now);
    const present = this.#present;
    this.#changes.drop((path) => !present.some((folder) => isInside(path, folder)));
  }

  *#showGrowing(): Generator<WatchFoldersEvent, void> {
    const growing = this.#changes.growing(performance.now());
    for (const folder of this.#folders) {
      const files = growing.filter((path) => isInside(path, folder.path));
      if (files.length === (this.#growing.get(folder) ?? 0)) continue;
      this.#growing.set(folder, files.length);
      const [example] = files;
      yield { type: 'waiting', folder: folder.path, files: files.length, ...(example !== undefined && { example }) };
    }
  }

  async *#scanDue(signal: AbortSignal = new AbortController().signal): AsyncGenerator<WatchFoldersEvent, void> {
    const now = performance.now();
    const unfinished = this.#changes.growing(now);
    const changed = this.#changes.take(now);
    const whole = this.#folders.filter(({ wholeAt }) => wholeAt !== undefined && wholeAt <= now);
    for (const folder of whole) folder.wholeAt = undefined;
    const isPresent = (path: string) => this.#present.some((folder) => path === folder || isInside(path, folder));
    const left = this.#left.filter(isPresent);
    this.#left = [];
    const folders = outermost([
      ...left,
      ...whole.map(({ path }) => path),
      ...(await foldersToScan(changed, this.#present)),
    ]);
    if (folders.length === 0) return;
    try {
      const events = this.#runScan(folders, { ...this.#settings.scan, followMoves: true, unfinished, signal });
      for (;;) {
        const step = await events.next();
        if (step.done) {
          this.#problem = undefined;
          this.#retryMs = this.#settings.settleS * 1000;
          yield { type: 'done', folders, ...ending(step.value) };
          return;
        }
        yield { type: 'scanning', folders, event: step.value };
      }
    } catch (error) {
      if (!RbassistError.isInstance(error) || !PASSING.includes(error.code)) throw error;
      this.#left = folders;
      this.#retryAt = performance.now() + this.#retryMs;
      this.#retryMs = Math.max(this.#retryMs, Math.min(2 * this.#retryMs, LONGEST_RETRY_MS));
      if (this.#problem !== error.message) yield { type: 'problem', error };
      this.#problem = error.message;
    }
  }

  get #present(): string[] {
    return this.#folders.filter(({ isPresent }) => isPresent).map(({ path }) => path);
  }
}

function hasTracks({ meta }: LibraryContext, folder: string): boolean {
  const named = new Set([pathKey(folder)]);
  for (const [path, { missing }] of meta.tracks(['missing']))
    if (missing === undefined && isNamed(pathKey(path), named)) return true;
  return false;
}

function ending(end: ScanSummary | 'done' | 'cancelled'): { summary?: ScanSummary; cancelled?: true } {
  if (end === 'cancelled') return { cancelled: true };
  return end === 'done' ? {} : { summary: end };
}

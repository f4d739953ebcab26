import { opendir } from 'node:fs/promises';
import { RbassistError, systemErrorCode } from '@rbassist/core';
import { folderIdentity } from './folder-identity.ts';
import type { FolderSource, SourceListeners } from './folder-source.ts';
import { isNetworkDrive } from './network-drive.ts';
import { PolledFolder } from './polled-folder.ts';
import { ReportedFolder } from './reported-folder.ts';
import type { GoneReason, WatchFoldersEvent } from './watch-events.ts';

/** Times of a watched folder, in milliseconds. */
export interface FolderTimes {
  settleMs: number;
  /** Undefined to wait for reports of the system. */
  pollMs: number | undefined;
}

/** Milliseconds between two looks where the system reports no changes. */
const FALLBACK_POLL_MS = 60_000;
/** Codes of a system that allows no more watches. */
const NO_MORE_WATCHES: readonly string[] = ['ENOSPC', 'EMFILE', 'ENFILE'];
const GONE: readonly string[] = ['ENOENT', 'ENOTDIR'];

/** One of the watched folders: whether it is there, and the source of its changes. */
export class WatchedFolder {
  readonly path: string;
  /** Time from which the whole folder is due for a scan; undefined if it is not. */
  wholeAt: number | undefined;
  readonly #listeners: SourceListeners;
  readonly #times: FolderTimes;
  /** Returns true if the library has tracks in the folder. */
  readonly #isExpected: (folder: string) => boolean;
  #source: FolderSource | undefined;
  #identity: string | undefined;
  #gone: GoneReason | undefined;
  #isEmpty = false;
  #pollMs: number | undefined;
  #failure: unknown;

  constructor(
    path: string,
    listeners: Pick<SourceListeners, 'onChange'>,
    { times, isExpected }: { times: FolderTimes; isExpected: (folder: string) => boolean },
  ) {
    this.path = path;
    this.#listeners = { onChange: listeners.onChange, onFailed: (error) => (this.#failure = error) };
    this.#times = times;
    this.#isExpected = isExpected;
    this.#pollMs = times.pollMs;
  }

  /** True if changes in the folder are noticed. */
  get isPresent(): boolean {
    return this.#source !== undefined;
  }

  /** Looks whether the folder is there, and starts or stops noticing its changes. */
  async *check(signal: AbortSignal | undefined): AsyncGenerator<WatchFoldersEvent, void> {
    const state = await this.#state();
    if ('reason' in state) {
      this.close();
      if (this.#gone !== state.reason) yield { type: 'gone', folder: this.path, reason: state.reason };
      this.#gone = state.reason;
      this.#pollMs = this.#times.pollMs;
      return;
    }
    const failure = this.#failure;
    // the drive may have been replaced between two looks
    if (failure !== undefined || state.identity !== this.#identity) this.close();
    if (failure !== undefined) yield* this.#fail(failure);
    if (this.#source !== undefined) return;
    if (this.#gone !== undefined) yield { type: 'back', folder: this.path };
    this.#gone = undefined;
    this.#identity = state.identity;
    yield* this.#open(signal);
  }

  close(): void {
    this.#source?.close();
    this.#source = undefined;
    this.#failure = undefined;
    this.wholeAt = undefined;
  }

  async *#open(signal: AbortSignal | undefined): AsyncGenerator<WatchFoldersEvent, void> {
    const { settleMs } = this.#times;
    if (this.#pollMs === undefined && (await isNetworkDrive(this.path))) this.#pollMs = FALLBACK_POLL_MS;
    const pollMs = this.#pollMs;
    try {
      this.#source =
        pollMs === undefined
          ? await ReportedFolder.open(this.path, this.#listeners)
          : await PolledFolder.open(this.path, this.#listeners, { pollMs, settleMs, signal });
    } catch (error) {
      yield* this.#fail(error);
      return;
    }
    // files that are being written show it in this time
    this.wholeAt = performance.now() + (pollMs === undefined ? settleMs : 0);
    yield { type: 'ready', folder: this.path, by: pollMs === undefined ? 'reports' : 'looks' };
  }

  /** Looks at the files from time to time instead, if the system can't report their changes. */
  async *#fail(cause: unknown): AsyncGenerator<WatchFoldersEvent, void> {
    if (this.#pollMs === undefined) yield { type: 'problem', error: noReports(this.path, cause) };
    this.#pollMs ??= FALLBACK_POLL_MS;
  }

  async #state(): Promise<{ identity: string } | { reason: GoneReason }> {
    try {
      const identity = await folderIdentity(this.path);
      if (identity === undefined) return { reason: 'missing' };
      const wasEmpty = this.isPresent && this.#isEmpty;
      this.#isEmpty = await isEmptyFolder(this.path);
      // the mount point of a drive that is not connected
      if (this.#isEmpty && !wasEmpty && this.#isExpected(this.path)) return { reason: 'empty' };
      return { identity };
    } catch (error) {
      return { reason: GONE.includes(systemErrorCode(error) ?? '') ? 'missing' : 'unreadable' };
    }
  }
}

async function isEmptyFolder(folder: string): Promise<boolean> {
  // a large folder is not read as a whole
  const entries = await opendir(folder);
  try {
    return (await entries.read()) === null;
  } finally {
    await entries.close();
  }
}

function noReports(folder: string, cause: unknown): RbassistError {
  const code = systemErrorCode(cause) ?? 'unknown';
  const reason = NO_MORE_WATCHES.includes(code)
    ? 'Linux watches no more folders. To allow more, run `sudo sysctl fs.inotify.max_user_watches=524288`, then start again.'
    : `The system reports no changes of it (${code}).`;
  const message = `${folder} is checked once a minute instead of at once. ${reason}`;
  return new RbassistError('no-reports', message, { cause, path: folder });
}

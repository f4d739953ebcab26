import { type FSWatcher, watch } from 'node:fs';

/** Sleeps until something changes in a folder, or a time is over. Works without a watcher, as on a network drive. */
export class FolderAlarm {
  readonly #folder: string;
  #watcher: FSWatcher | undefined;
  #wake: (() => void) | undefined;
  #rang = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Waits at most this long; less after a change, or when the signal is aborted. */
  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.#start();
    if (this.#rang || signal?.aborted) {
      this.#rang = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener('abort', done, { once: true });
      this.#wake = done;
    });
    this.#rang = false;
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** Starts the watcher, also again after the folder was gone. */
  #start(): void {
    if (this.#watcher !== undefined) return;
    try {
      const watcher = watch(this.#folder, { persistent: false }, () => {
        this.#rang = true;
        this.#wake?.();
      });
      watcher.on('error', () => this.close());
      this.#watcher = watcher;
    } catch {
      // polling goes on
    }
  }
}

import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileSignature, isInside, mapConcurrent } from '@rbassist/core';
import { folderContents } from './folder-contents.ts';
import type { FolderSource, SourceListeners } from './folder-source.ts';

/** More would not be faster, and would slow down network drives. */
const CONCURRENCY = 16;
/** Share of the time that looks may take. */
const MOST_WORK = 1 / 5;

/** Files with their sizes and times, and folders that could not be read. */
interface Look {
  files: Map<string, string>;
  unread: string[];
}

/** Options of {@link PolledFolder.open}. */
export interface PollOptions {
  /** Milliseconds between two looks. */
  pollMs: number;
  /** Milliseconds between the first two looks, which find the files that are being written. */
  settleMs: number;
  signal?: AbortSignal;
}

/** A folder whose files are looked at from time to time. */
export class PolledFolder implements FolderSource {
  readonly #root: string;
  readonly #listeners: SourceListeners;
  readonly #stop = new AbortController();
  #known = new Map<string, string>();

  private constructor(root: string, listeners: SourceListeners) {
    this.#root = root;
    this.#listeners = listeners;
  }

  static async open(root: string, listeners: SourceListeners, options: PollOptions): Promise<PolledFolder> {
    const { pollMs, settleMs, signal } = options;
    const source = new PolledFolder(root, listeners);
    const stopped = AbortSignal.any([source.#stop.signal, ...(signal ? [signal] : [])]);
    source.#known = (await source.#look(stopped)).files;
    await pause(settleMs, stopped);
    await source.#compare(stopped);
    source.#poll(pollMs, stopped).catch(listeners.onFailed);
    return source;
  }

  close(): void {
    this.#stop.abort();
  }

  async #poll(pollMs: number, signal: AbortSignal): Promise<void> {
    let tookMs = 0;
    while (!signal.aborted) {
      // a slow drive gets time for others
      await pause(Math.max(pollMs, tookMs / MOST_WORK), signal);
      const startedAt = performance.now();
      await this.#compare(signal);
      tookMs = performance.now() - startedAt;
    }
  }

  /** Looks at all files, and reports those that changed since the last look. */
  async #compare(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { files, unread } = await this.#look(signal);
    if (signal.aborted) return;
    const before = this.#known;
    for (const [path, signature] of before) {
      if (files.has(path)) continue;
      // files of a folder that can't be read now are probably still there
      if (unread.some((folder) => isInside(path, folder))) files.set(path, signature);
      else this.#listeners.onChange(path);
    }
    this.#known = files;
    for (const [path, signature] of files) if (before.get(path) !== signature) this.#listeners.onChange(path);
  }

  async #look(signal: AbortSignal): Promise<Look> {
    const look: Look = { files: new Map(), unread: [] };
    const paths: string[] = [];
    const visited = new Set<string>();
    const folders = [this.#root];
    for (let folder = folders.pop(); folder !== undefined && !signal.aborted; folder = folders.pop()) {
      try {
        const real = await realpath(folder);
        if (visited.has(real)) continue;
        visited.add(real);
        const contents = await folderContents(folder);
        paths.push(...contents.files);
        folders.push(...contents.folders.reverse());
      } catch {
        look.unread.push(folder);
      }
    }
    const read = async (path: string) => ({ path, signature: await fileSignature(path).catch(() => undefined) });
    for await (const { path, signature } of mapConcurrent(paths, read, { concurrency: CONCURRENCY, signal }))
      if (signature !== undefined) look.files.set(path, signature);
    return look;
  }
}

/** Waits, but not longer than until the abort. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal }).catch(() => {});
}

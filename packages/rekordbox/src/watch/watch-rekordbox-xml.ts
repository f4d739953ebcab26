import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  checkOptions,
  isFolder,
  numberFrom,
  type OptionRule,
  optionRules,
  requireRule,
  withDefaults,
} from '@rbassist/core';
import { digestOf, exportState, type WaitReason, whyWait } from './export-state.ts';
import { FolderAlarm } from './folder-alarm.ts';

/** Options of {@link watchRekordboxXml}. */
export interface WatchXmlOptions {
  /** Seconds for which a file must stay as it is before it counts as written. @default 2 */
  settleS?: number;
  /** Seconds between two looks at the file, for drives that report no changes. @default 5 */
  pollS?: number;
  /** Report the file that is there at the start, too. @default true */
  initial?: boolean;
  signal?: AbortSignal;
}

/** An event of {@link watchRekordboxXml}. */
export type WatchXmlEvent =
  /** The file is complete, and its contents are new. */
  | { type: 'ready'; path: string; size: number; modified: Date }
  /** The file was written again with the same contents. */
  | { type: 'unchanged'; path: string }
  /** The file can't be used yet. Comes once for each reason. */
  | { type: 'waiting'; path: string; reason: WaitReason };

/** Defaults of {@link WatchXmlOptions}. */
export const WATCH_DEFAULTS: Required<Pick<WatchXmlOptions, 'settleS' | 'pollS' | 'initial'>> = {
  settleS: 2,
  pollS: 5,
  initial: true,
};

const RULES = {
  settleS: numberFrom(0),
  pollS: numberFrom(0.01),
  initial: optionRules.flag,
  signal: optionRules.signal,
} satisfies Record<keyof WatchXmlOptions, OptionRule>;

/** Shortest time between two looks, however often the folder changes. */
const LEAST_WAIT_MS = 20;

/**
 * Follows a file that Rekordbox exports, or all XML files of a folder. Yields `ready` when a file is complete: size and
 * time no longer change, and the closing tag is there. Waits for files that are missing, locked or half-written, and
 * ends when the signal is aborted.
 *
 * @throws {OptionError} for an invalid option.
 */
export async function* watchRekordboxXml(target: string, options: WatchXmlOptions = {}): AsyncGenerator<WatchXmlEvent> {
  requireRule('target', target, optionRules.text);
  checkOptions(options, RULES);
  const { settleS, pollS, initial } = withDefaults(WATCH_DEFAULTS, options);
  const { signal } = options;
  const path = resolve(target);
  const isWatchingFolder = await isFolder(path);
  const alarm = new FolderAlarm(isWatchingFolder ? path : dirname(path));
  const files = new Map<string, WatchedFile>();
  try {
    for (let isFirst = true; !signal?.aborted; isFirst = false) {
      const paths = isWatchingFolder ? await xmlFiles(path, files.keys()) : [path];
      for (const each of paths) {
        const file = files.get(each) ?? new WatchedFile(each, { isListed: isWatchingFolder, settleMs: settleS * 1000 });
        files.set(each, file);
        if (isFirst && !initial) await file.skip();
        const event = await file.look(signal);
        if (signal?.aborted) return;
        if (event !== undefined) yield event;
      }
      const isSettling = [...files.values()].some((file) => file.isSettling);
      // a change of a file's contents is not always reported, and stillness never
      const waitMs = isSettling ? Math.min(pollS, Math.max(settleS, 0.05)) * 1000 : pollS * 1000;
      await alarm.wait(Math.max(LEAST_WAIT_MS, waitMs), signal);
    }
  } finally {
    alarm.close();
  }
}

/** A file that is followed. */
class WatchedFile {
  readonly #path: string;
  /** True for a file of a folder, which may be of another kind. */
  readonly #isListed: boolean;
  readonly #settleMs: number;
  #signature = '';
  #changedAt = 0;
  #handled = '';
  #digest: string | undefined;
  #told: WaitReason | undefined;

  constructor(path: string, { isListed, settleMs }: { isListed: boolean; settleMs: number }) {
    this.#path = path;
    this.#isListed = isListed;
    this.#settleMs = settleMs;
  }

  /** True while the file may still be written. */
  get isSettling(): boolean {
    return this.#signature !== this.#handled;
  }

  /** Takes the file as it is for handled. */
  async skip(): Promise<void> {
    const state = await exportState(this.#path);
    if ('waits' in state) return;
    this.#signature = state.signature;
    this.#handled = state.signature;
    this.#digest = await digestOf(this.#path);
  }

  /** Looks at the file. Returns an event if there is something new. */
  async look(signal: AbortSignal | undefined): Promise<WatchXmlEvent | undefined> {
    const state = await exportState(this.#path);
    if ('waits' in state) {
      this.#signature = '';
      this.#handled = '';
      return this.#wait(state.waits);
    }
    const now = performance.now();
    if (state.signature !== this.#signature) {
      this.#signature = state.signature;
      this.#changedAt = now;
    }
    if (this.#signature === this.#handled || now - this.#changedAt < this.#settleMs) return undefined;
    const reason = await whyWait(this.#path);
    if (reason !== undefined) return this.#wait(reason);
    return this.#finish(state, signal);
  }

  async #finish(
    { signature, size, modified }: { signature: string; size: number; modified: Date },
    signal: AbortSignal | undefined,
  ): Promise<WatchXmlEvent | undefined> {
    const digest = await digestOf(this.#path, signal);
    const after = await exportState(this.#path);
    // it was written again meanwhile
    if (digest === undefined || 'waits' in after || after.signature !== signature) return undefined;
    this.#handled = signature;
    this.#told = undefined;
    const isSame = digest === this.#digest;
    this.#digest = digest;
    return isSame ? { type: 'unchanged', path: this.#path } : { type: 'ready', path: this.#path, size, modified };
  }

  /** Returns an event if the reason is another one than before. */
  #wait(reason: WaitReason): WatchXmlEvent | undefined {
    // a file of another kind stays what it is until it changes
    if (reason === 'not-rekordbox') this.#handled = this.#signature;
    if (this.#told === reason) return undefined;
    this.#told = reason;
    if (this.#isListed && reason === 'not-rekordbox') return undefined;
    return { type: 'waiting', path: this.#path, reason };
  }
}

/** Returns the XML files of a folder, and those that were there before. */
async function xmlFiles(folder: string, known: Iterable<string>): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  // programs write next to a file before they replace it
  const found = names.filter((name) => /\.xml$/i.test(name) && !name.startsWith('.'));
  return [...new Set([...found.sort().map((name) => join(folder, name)), ...known])];
}

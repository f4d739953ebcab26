import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  dataFolderError,
  errorMessage,
  notify,
  OptionError,
  removeAbandonedFiles,
  replaceFileBy,
  type TrackRecord,
} from '@rbassist/core';
import { backUp } from './backup.ts';
import { Journal, journalOf } from './journal.ts';
import { changeLine, type JournalLine, writtenLine } from './journal-line.ts';
import { keepCopy } from './keep-copy.ts';
import { KnownTracks } from './known-tracks.ts';
import { takeWriteLock, type WriteLock } from './lock/write-lock.ts';
import { damageWarning, journalWarnings, type MetaWarning } from './meta-warning.ts';
import { remember } from './places-file.ts';
import { type Memory, readMemory, readMemoryPatiently } from './read-memory.ts';
import { lineText, SHORT_BYTES, type TrackPatch } from './record-text.ts';
import type { LongValue, TrackChange } from './track-change.ts';
import { currentState, ReplacedError, readWhole, type WholeFile, WholeReader } from './whole-file.ts';
import { WholeWriter } from './write-whole.ts';

/** How a store is opened. */
export interface MetaStoreOptions {
  /** Only read: nothing is locked or written, and others may write meanwhile. @default false */
  readOnly?: boolean;
  /** Told of what {@link MetaStore.warnings} lists, and of what happens later. A listener that throws does no harm. */
  onWarning?: (warning: MetaWarning) => void;
}

/** How much a {@link MetaStore.flush} waits for. */
export interface FlushOptions {
  /**
   * Wait until the disk has it. Without, the system has it: it survives the end of this process, and of a power cut all but the last second.
   *
   * @default true
   */
  sync?: boolean;
}

/** Updates wait no longer than this to be written down and synced. */
const SYNC_MS = 500;
const GROUP_CHARACTERS = 1 << 22;
const READ_AHEAD = 1 << 22;
const REPLACED_TRIES = 5;

/**
 * Opens the library's memory, by default for writing, which one process can do at a time. A file that does not exist is an empty store, created when
 * it is closed or compacted. Of a damaged file every record is kept that is still whole; the file as it was is kept beside it as
 * `meta.json.corrupt-<YYYYMMDD-HHMMSS>`, with a warning. Updates that a crash kept from getting into the file are replayed.
 *
 * @param path Of meta.json.
 * @throws {LibraryBusyError} when it is open for writing already, here or in another process.
 * @throws {DataFolderError} when the file can't be read, or its folder not be written to.
 */
export async function openMetaStore(path: string, options: MetaStoreOptions = {}): Promise<MetaStore> {
  if (typeof path !== 'string' || path === '') throw new OptionError('path must be the path of a meta.json.');
  return openStore(path, options, undefined);
}

async function openStore(path: string, options: MetaStoreOptions, known: WholeFile | undefined): Promise<MetaStore> {
  const { readOnly = false, onWarning } = options;
  const lock = readOnly ? undefined : await takeWriteLock(path);
  try {
    if (lock) await removeAbandonedFiles(dirname(path));
    const memory = await readMemoryPatiently(path, known);
    if (memory.whole !== known) await remember(memory.whole);
    const store = new MetaStore(path, memory, await warningsOf(path, memory, lock !== undefined), lock, onWarning);
    for (const warning of store.warnings) notify(onWarning, warning);
    if (lock) await store.mend(memory);
    return store;
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** What must be said of what was read; whoever may write keeps a copy of what can't be read first. */
async function warningsOf(path: string, { whole, journal }: Memory, mayWrite: boolean): Promise<MetaWarning[]> {
  const warnings: MetaWarning[] = [];
  const copy = async (file: string) => {
    if (!mayWrite) return undefined;
    return keepCopy(file).catch((error) => {
      throw dataFolderError(file, 'written', error);
    });
  };
  if (whole.damage) warnings.push(damageWarning(whole, await copy(path)));
  const journalPath = journalOf(path);
  const unread = journal.damaged > 0 || journal.foreign > 0;
  warnings.push(...journalWarnings(journalPath, journal, unread ? await copy(journalPath) : undefined));
  return warnings;
}

/** What is known about every track, by path. Made by {@link openMetaStore}. */
export class MetaStore implements AsyncDisposable {
  /** Of meta.json. */
  readonly path: string;
  /** What the person at the keyboard must be told about opening it. */
  readonly warnings: readonly MetaWarning[];
  readonly #onWarning: MetaStoreOptions['onWarning'];
  readonly #lock: WriteLock | undefined;
  readonly #journal: Journal;
  readonly #known: KnownTracks;
  /** The meta.json of which a copy was kept, if it is damaged. */
  #copied: WholeFile;
  /** The meta.json that is about to be in its place, or just came there. */
  #next: WholeFile | undefined;
  /** Changes that are in no file yet. */
  #pending: JournalLine[] = [];
  /** By path, the revision of its last change here. */
  readonly #changedAt = new Map<string, number>();
  #revision = 0;
  #closed = false;
  #closing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** @internal */
  constructor(
    path: string,
    { whole, journal }: Memory,
    warnings: MetaWarning[],
    lock: WriteLock | undefined,
    onWarning: MetaStoreOptions['onWarning'],
  ) {
    this.path = path;
    this.warnings = warnings;
    this.#onWarning = onWarning;
    this.#lock = lock;
    this.#journal = new Journal(journalOf(path), journal);
    this.#known = new KnownTracks(whole, journal.changes, this.#journal);
    this.#copied = whole;
  }

  /** Whether the store was opened only to read. */
  get readOnly(): boolean {
    return this.#lock === undefined;
  }

  /** Number of tracks. */
  get size(): number {
    this.#requireOpen();
    return this.#known.size;
  }

  /** Whether there are changes that are in memory only. */
  get dirty(): boolean {
    return this.#pending.length > 0;
  }

  /** Grows with every change made here. See {@link MetaStore.changedSince}. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether anything is known about a track. */
  has(path: string): boolean {
    this.#requireOpen();
    return this.#known.has(path);
  }

  /**
   * A copy of a track's record, or of the members named by `keys` that it has; undefined for an unknown track. Only who asks for a long member,
   * as the contours are, or for all, has it read from disk.
   *
   * @throws {DataFolderError} when the file can't be read any more.
   */
  get(path: string): TrackRecord | undefined;
  get<Key extends keyof TrackRecord>(path: string, keys: readonly Key[]): Pick<TrackRecord, Key> | undefined;
  get(path: string, keys?: readonly string[]): TrackRecord | undefined {
    this.#requireOpen();
    return this.#retry(() => this.#known.record(path, keys));
  }

  /** Every path, in the order of the file: those it had when opened, then the new ones by code unit. */
  paths(): string[] {
    this.#requireOpen();
    return this.#known.paths();
  }

  /** Every path with a copy of its record, or of the members named by `keys`, in the order of {@link paths}. Tracks may be changed while it runs. */
  tracks(): IterableIterator<[path: string, record: TrackRecord]>;
  tracks<Key extends keyof TrackRecord>(
    keys: readonly Key[],
  ): IterableIterator<[path: string, record: Pick<TrackRecord, Key>]>;
  tracks(keys?: readonly string[]): IterableIterator<[path: string, record: TrackRecord]> {
    return this.#records(this.paths(), keys);
  }

  /** Paths of tracks that were changed or forgotten here since `revision` was the store's, in the order of their last change. */
  changedSince(revision: number): string[] {
    return [...this.#changedAt].filter(([, at]) => at > revision).map(([path]) => path);
  }

  /**
   * Changes a track's record, or creates it: each key of the patch replaces the stored one, `undefined` removes it, and all
   * other keys stay as they are in the file. A patch that says nothing new leaves the store as it is. It is written down within half a second, or
   * by the next {@link flush}.
   *
   * @throws {OptionError} when a value can't be written as JSON (a bigint, a circular structure), or the store is read-only.
   */
  update(path: string, patch: TrackPatch): void {
    this.#requireWritable();
    if (typeof path !== 'string' || path === '') throw new OptionError('path must be the path of a track.');
    if (typeof patch !== 'object' || patch === null) throw new OptionError('patch must be an object.');
    const stored = this.get(path, Object.keys(patch));
    const members: string[] = [];
    const long = new Map<string, LongValue>();
    const unset: string[] = [];
    for (const [key, value] of Object.entries(patch)) {
      const known = stored !== undefined && Object.hasOwn(stored, key);
      if (value === undefined) {
        if (known) unset.push(key);
      } else if (!known || !isDeepStrictEqual(stored[key], value)) {
        const text = lineText(key, value);
        if (text.length > SHORT_BYTES) long.set(key, { text });
        members.push(`${lineText(key, key)}:${text.length > SHORT_BYTES ? 'null' : text}`);
      }
    }
    if (stored !== undefined && members.length === 0 && unset.length === 0) return;
    this.#change(path, { kind: 'changed', set: `{${members.join(',')}}`, long, unset });
  }

  /** Forgets a track; false when it was not known. */
  delete(path: string): boolean {
    this.#requireWritable();
    if (!this.has(path)) return false;
    this.#change(path, { kind: 'deleted' });
    return true;
  }

  /**
   * Writes down all changes, in the journal beside the file: what it says is kept whatever happens next. Takes as long as what is new takes, however
   * large the library is.
   *
   * @throws {DataFolderError} when that can't be done; the changes stay in memory, and a later flush tries again.
   * @throws {LibraryBusyError} when another process took over while this one gave no sign of life.
   */
  async flush({ sync = true }: FlushOptions = {}): Promise<void> {
    this.#requireOpen();
    await this.#turn(() => this.#writeDown(sync));
  }

  /**
   * Writes meta.json whole, with all changes in it, replacing it so that it is always whole; the journal goes. Does nothing when there are none.
   *
   * @throws {DataFolderError} when it can't be written; the old one and the journal are untouched, and a later call tries again.
   * @throws {LibraryBusyError} when another process took over while this one gave no sign of life.
   */
  async compact(): Promise<void> {
    this.#requireWritable();
    await this.#turn(() => this.#writeWhole());
  }

  /**
   * Keeps a copy of the library's memory as it is now, as `meta.json.backup-<YYYYMMDD-HHMMSS>`, and removes all but the newest five. For who is about
   * to remove what may be missed.
   *
   * @returns the copy's path; undefined when nothing is known yet.
   * @throws {DataFolderError} when it can't be written.
   */
  async backup(): Promise<string | undefined> {
    await this.compact();
    try {
      return currentState(this.path) && (await backUp(this.path));
    } catch (error) {
      throw dataFolderError(this.path, 'written', error);
    }
  }

  /** Compacts, lets others write, and closes; closing twice does no harm. When it throws, the store stays open. */
  async close(): Promise<void> {
    this.#closing ??= this.#close().finally(() => {
      this.#closing = undefined;
    });
    await this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    if (this.#lock) {
      await this.compact();
      clearTimeout(this.#timer);
      await this.#turn(() => this.#journal.close());
      await this.#lock.release();
    }
    this.#closed = true;
  }

  /** As {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Opens the same file again as it is now, by default as this store was opened. What has not changed is not read again.
   *
   * @throws as {@link openMetaStore}.
   */
  reopen(options: MetaStoreOptions = {}): Promise<MetaStore> {
    return openStore(this.path, { readOnly: this.readOnly, onWarning: this.#onWarning, ...options }, this.#known.whole);
  }

  /** @internal Puts in order what a crash or a damage left, of which a copy is kept. */
  async mend({ whole, journal }: Memory): Promise<void> {
    const nothing = journal.exists && journal.replayed === 0;
    if (whole.damage || journal.damaged > 0 || journal.foreign > 0) await this.#turn(() => this.#writeWhole(true));
    else if (nothing) await this.#turn(() => this.#journal.remove()).catch(() => {});
  }

  #change(path: string, change: TrackChange): void {
    this.#known.change(path, change);
    this.#pending.push(changeLine(this.#known.whole.content, path, change));
    this.#changedAt.delete(path);
    this.#changedAt.set(path, ++this.#revision);
    this.#timer ??= setTimeout(() => this.#writeDownLater(), SYNC_MS);
  }

  #writeDownLater(): void {
    this.#timer = undefined;
    if (this.#closed) return;
    this.flush().catch((error) => {
      const message = `Updates wait in memory: ${errorMessage(error)}`;
      notify(this.#onWarning, { code: 'journal-unwritable', message, path: this.#journal.path });
    });
  }

  /** One writer at a time, so that an older state never lands on a newer one. */
  async #turn(work: () => Promise<void>): Promise<void> {
    const turn = this.#writing.catch(() => {}).then(work);
    this.#writing = turn;
    await turn.catch((error) => {
      throw dataFolderError(this.path, 'written', error);
    });
  }

  async #writeDown(sync: boolean): Promise<void> {
    this.#lock?.check();
    while (this.#pending.length > 0) {
      let characters = 0;
      let count = 0;
      while (count < this.#pending.length && characters < GROUP_CHARACTERS)
        characters += this.#pending[count++].text.length;
      const group = this.#pending.slice(0, count);
      await this.#journal.append(group);
      this.#pending = this.#pending.slice(count);
    }
    if (sync) await this.#journal.sync();
  }

  async #writeWhole(always = false): Promise<void> {
    this.#lock?.check();
    if (!always && !this.#known.changed && !this.#journal.exists) return;
    const included = this.#pending;
    this.#pending = [];
    this.#known.beginWriting();
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          this.#known.written(await this.#writeKnown());
          break;
        } catch (error) {
          if (!(error instanceof ReplacedError) || attempt === REPLACED_TRIES) throw error;
          this.#takeReplaced();
        }
      }
    } catch (error) {
      this.#known.notWritten();
      this.#pending = [...included, ...this.#pending];
      throw error;
    } finally {
      this.#next = undefined;
    }
    await remember(this.#known.whole);
    // lines that came meanwhile belong to the file as it is now
    this.#pending = this.#known.changeLines();
    await this.#journal.remove();
  }

  async #writeKnown(): Promise<WholeFile> {
    const { whole } = this.#known;
    if (whole.damage && whole !== this.#copied) {
      notify(this.#onWarning, damageWarning(whole, await keepCopy(this.path)));
      this.#copied = whole;
    }
    const reader = whole.state === undefined ? undefined : new WholeReader(whole, READ_AHEAD);
    try {
      const writer = new WholeWriter(whole, reader);
      await mkdir(dirname(this.path), { recursive: true });
      await replaceFileBy(this.path, async (temporary) => {
        await writeFile(temporary, writer.chunks(this.#known.sources(reader)), { flag: 'wx' });
        this.#next = writer.result(currentState(temporary));
        if (this.#journal.exists) {
          await this.#journal.append([writtenLine(whole.content, writer.content)]);
          await this.#journal.sync();
        }
        if (currentState(this.path) !== whole.state) throw new ReplacedError(`${this.path} was replaced.`);
        this.#lock?.check();
      });
      return this.#next ?? whole;
    } finally {
      reader?.close();
    }
  }

  /** Does something that reads from disk, again after taking what is there now when the file was replaced. */
  #retry<T>(read: () => T): T {
    for (let attempt = 1; ; attempt++) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof ReplacedError) || attempt === REPLACED_TRIES)
          throw dataFolderError(this.path, 'read', error);
        this.#takeReplaced();
      }
    }
  }

  /**
   * Another process has replaced the file, or it does not say any more what it said. A reader takes what it says now; a writer keeps its own changes
   * on top of that.
   */
  #takeReplaced(): void {
    const state = currentState(this.path);
    if (this.#next && this.#next.state === state) {
      this.#known.written(this.#next);
      return;
    }
    const mistrust = state === this.#known.whole.state;
    if (this.readOnly) {
      const { whole, journal } = readMemory(this.path, undefined, mistrust);
      this.#known.replace(whole, journal.changes);
      if (whole.damage) notify(this.#onWarning, damageWarning(whole, undefined));
      return;
    }
    this.#known.replace(readWhole(this.path, mistrust));
    // what is in the journal belongs to a file that is gone
    this.#pending = this.#known.changeLines();
    const message = `Another program has changed ${this.path} while it was open here. Its tracks were taken over, and what changed here is kept on top.`;
    notify(this.#onWarning, { code: 'replaced', message, path: this.path });
  }

  *#records(
    paths: readonly string[],
    keys: readonly string[] | undefined,
  ): IterableIterator<[path: string, record: TrackRecord]> {
    for (const path of paths) {
      const record = keys ? this.get(path, keys) : this.get(path);
      if (record) yield [path, record];
    }
  }

  #requireOpen(): void {
    if (this.#closed) throw new OptionError(`The store of ${this.path} is closed. Open it again with openMetaStore.`);
  }

  #requireWritable(): void {
    this.#requireOpen();
    if (this.readOnly)
      throw new OptionError(
        `The store of ${this.path} was opened only to read. Open it without readOnly to change it.`,
      );
  }
}

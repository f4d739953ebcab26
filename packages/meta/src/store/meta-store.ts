import { OptionError, type TrackRecord } from '@rbassist/core';
import { patchChange, type TrackPatch } from '../journal/track-change.ts';
import type { MetaReader } from './meta-reader.ts';
import type { MetaWarning } from './meta-warning.ts';
import type { MetaWriter } from './meta-writer.ts';

/** Options of {@link openMetaStore}. */
export interface MetaStoreOptions {
  /** Only read: take no lock, change no record, and let other processes write. @default false */
  readOnly?: boolean;
  /** Called with each of {@link MetaStore.warnings}, and with later ones. An error that it throws is ignored. */
  onWarning?: (warning: MetaWarning) => void;
}

/** Options of {@link MetaStore.flush}. */
export interface FlushOptions {
  /**
   * Wait until the changes are on the disk. Without, they are in the system's memory: the end of this process cannot
   * lose them, a power cut can lose the last second.
   *
   * @default true
   */
  sync?: boolean;
}

/** Parts of a store. */
interface StoreParts {
  path: string;
  warnings: readonly MetaWarning[];
  reader: MetaReader;
  /** Undefined for a store that only reads. */
  writer: MetaWriter | undefined;
  reopen: (options: MetaStoreOptions) => Promise<MetaStore>;
}

/** The records of a library, by path of the track. Made by {@link openMetaStore}. */
export class MetaStore implements AsyncDisposable {
  /** Path of meta.json. */
  readonly path: string;
  /** Problems found when the store was opened. Show them to the user. */
  readonly warnings: readonly MetaWarning[];
  readonly #reader: MetaReader;
  readonly #writer: MetaWriter | undefined;
  readonly #reopen: StoreParts['reopen'];
  #isClosed = false;
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor({ path, warnings, reader, writer, reopen }: StoreParts) {
    this.path = path;
    this.warnings = warnings;
    this.#reader = reader;
    this.#writer = writer;
    this.#reopen = reopen;
  }

  /** True when the store was opened only to read. */
  get readOnly(): boolean {
    return this.#writer === undefined;
  }

  /** Number of tracks. */
  get size(): number {
    return this.#reader.size;
  }

  /** True when there are changes in memory that no file has. */
  get dirty(): boolean {
    return this.#writer?.dirty ?? false;
  }

  /** Number of changes made to this store. See {@link MetaStore.changedSince}. */
  get revision(): number {
    return this.#writer?.revision ?? 0;
  }

  /** Returns true when the track has a record. */
  has(path: string): boolean {
    return this.#reader.has(path);
  }

  /**
   * Returns a copy of a track's record, or of those members of it that `keys` names. Undefined for an unknown track.
   * Values longer than 256 bytes, such as contours, are read from disk, and only when asked for. A value of another
   * shape than `RECORD_FIELDS` of `@rbassist/core` states is left out, with a warning, and so is a null that says
   * nothing.
   *
   * @throws {DataFolderError} when the file can't be read any more.
   */
  get(path: string): TrackRecord | undefined;
  get<Key extends keyof TrackRecord>(path: string, keys: readonly Key[]): Pick<TrackRecord, Key> | undefined;
  get(path: string, keys?: readonly string[]): TrackRecord | undefined {
    return this.#reader.get(path, keys);
  }

  /** Returns a copy of a track's record as it is stored, with the values that {@link MetaStore.get} leaves out. */
  stored(path: string): TrackRecord | undefined {
    return this.#reader.stored(path);
  }

  /**
   * Iterates over every path with its record as it is stored, in one pass over the file. A record that is no object is
   * yielded as what it is.
   *
   * @throws {DataFolderError} when the file can't be read, or another program replaces it meanwhile.
   */
  storedTracks(): IterableIterator<[path: string, record: unknown]> {
    return this.#reader.storedTracks();
  }

  /** Returns every path in the order of the file: first those it had when it was opened, then new ones by code unit. */
  paths(): string[] {
    return this.#reader.paths();
  }

  /**
   * Iterates over every path with a copy of its record, or of those members of it that `keys` names, in the order of
   * {@link MetaStore.paths}. Tracks may change meanwhile.
   *
   * @throws {DataFolderError} when the file can't be read any more.
   */
  tracks(): IterableIterator<[path: string, record: TrackRecord]>;
  tracks<Key extends keyof TrackRecord>(
    keys: readonly Key[],
  ): IterableIterator<[path: string, record: Pick<TrackRecord, Key>]>;
  tracks(keys?: readonly string[]): IterableIterator<[path: string, record: TrackRecord]> {
    return this.#reader.tracks(keys);
  }

  /**
   * Returns the paths of tracks that were changed or deleted here after the store had this revision, in the order of
   * their last change.
   */
  changedSince(revision: number): string[] {
    return this.#writer?.changedSince(revision) ?? [];
  }

  /**
   * Changes a track's record, or creates it: each key of the patch replaces the stored value, `undefined` removes it,
   * and all other keys stay. A patch without news changes nothing. The change is saved within half a second, or by
   * {@link MetaStore.flush}.
   *
   * @throws {OptionError} when a value can't be written as JSON (a bigint, a circular structure), or the store is
   *   read-only.
   */
  update(path: string, patch: TrackPatch): void {
    const writer = this.#requireWriter();
    if (typeof path !== 'string' || path === '') throw new OptionError('path must be the path of a track.');
    if (typeof patch !== 'object' || patch === null) throw new OptionError('patch must be an object.');
    const change = patchChange(this.#reader.stored(path, Object.keys(patch)), patch);
    if (change) writer.change(path, change);
  }

  /**
   * Deletes a track's record. Returns false when there is none.
   *
   * @throws {OptionError} when the store is read-only.
   */
  delete(path: string): boolean {
    const writer = this.#requireWriter();
    if (!this.has(path)) return false;
    writer.change(path, { kind: 'deleted' });
    return true;
  }

  /**
   * Writes all changes to the journal, in a time that depends on their number and not on the size of the library.
   *
   * @throws {DataFolderError} when the journal can't be written. The changes stay in memory, and a later flush tries
   *   again.
   * @throws {LibraryBusyError} when another process has taken over, because this one gave no sign of life.
   */
  async flush({ sync = true }: FlushOptions = {}): Promise<void> {
    this.#reader.requireOpen();
    await this.#writer?.flush(sync);
  }

  /**
   * Writes all changes to meta.json and removes the journal. Does nothing when there are none. meta.json is complete at
   * any moment.
   *
   * @throws {DataFolderError} when it can't be written. The old file and the journal then stay, and a later call tries
   *   again.
   * @throws {LibraryBusyError} when another process has taken over, because this one gave no sign of life.
   */
  async compact(): Promise<void> {
    await this.#requireWriter().compact();
  }

  /**
   * Copies the current records to `meta.json.backup-<YYYYMMDD-HHMMSS>` and removes all but the newest five copies. Call
   * it before you remove records that a user may miss.
   *
   * @returns the copy's path. Undefined when there is no meta.json yet.
   * @throws as {@link MetaStore.compact}.
   */
  async backup(): Promise<string | undefined> {
    return this.#requireWriter().backUp();
  }

  /**
   * Compacts, closes, and lets other processes write. Closing twice does no harm. The store stays open when it throws.
   *
   * @throws as {@link MetaStore.compact}.
   */
  async close(): Promise<void> {
    this.#closing ??= this.#close().finally(() => {
      this.#closing = undefined;
    });
    await this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#isClosed) return;
    await this.#writer?.close();
    this.#reader.close();
    this.#isClosed = true;
  }

  /** As {@link MetaStore.close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Opens the current file again, by default with the same options. Reads only what has changed.
   *
   * @throws as {@link openMetaStore}.
   */
  reopen(options: MetaStoreOptions = {}): Promise<MetaStore> {
    return this.#reopen(options);
  }

  #requireWriter(): MetaWriter {
    this.#reader.requireOpen();
    if (this.#writer) return this.#writer;
    throw new OptionError(`The store of ${this.path} was opened only to read. Open it without readOnly to change it.`);
  }
}

import { OptionError, type TrackRecord } from '@rbassist/core';
import { patchChange, type TrackPatch } from '../journal/track-change.ts';
import type { MetaReader } from './meta-reader.ts';
import type { MetaWarning } from './meta-warning.ts';
import type { MetaWriter } from './meta-writer.ts';

/** Options of {@link openMetaStore}. */
export interface MetaStoreOptions {
  /** Opens the store only for reading: takes no lock, and other processes can write. @default false */
  readOnly?: boolean;
  /** Called with each of {@link MetaStore.warnings} and with later warnings. Its errors are ignored. */
  onWarning?: (warning: MetaWarning) => void;
}

/** Options of {@link MetaStore.flush}. */
export interface FlushOptions {
  /**
   * Waits until the changes are on the disk. With false, they survive the end of this process, but a power failure can
   * lose the last second. @default true
   */
  sync?: boolean;
}

/** Options of {@link MetaStore.close} and {@link MetaStore.endWriting}. */
export interface CloseOptions {
  /**
   * Writes all changes to meta.json. With false, they stay in the journal, which takes no longer for a large library.
   * rbassist reads them there, but the Python rbassist does not. @default true
   */
  compact?: boolean;
}

interface StoreParts {
  path: string;
  warnings: readonly MetaWarning[];
  reader: MetaReader;
  writer: MetaWriter | undefined;
  reopen: (options: MetaStoreOptions) => Promise<MetaStore>;
}

/** Records of a library, by track path. Created by {@link openMetaStore}. */
export class MetaStore implements AsyncDisposable {
  readonly path: string;
  /** Problems found on opening. Show them to the user. */
  readonly warnings: readonly MetaWarning[];
  readonly #reader: MetaReader;
  readonly #writer: MetaWriter | undefined;
  readonly #reopen: StoreParts['reopen'];
  #ending: Promise<void> | undefined;

  /** @internal */
  constructor({ path, warnings, reader, writer, reopen }: StoreParts) {
    this.path = path;
    this.warnings = warnings;
    this.#reader = reader;
    this.#writer = writer;
    this.#reopen = reopen;
  }

  get readOnly(): boolean {
    return this.#openWriter === undefined;
  }

  get size(): number {
    return this.#reader.size;
  }

  /** True while some changes are only in memory. */
  get dirty(): boolean {
    return this.#writer?.dirty ?? false;
  }

  /** Number of changes made to this store. See {@link MetaStore.changedSince}. */
  get revision(): number {
    return this.#writer?.revision ?? 0;
  }

  has(path: string): boolean {
    return this.#reader.has(path);
  }

  /**
   * Returns false if another process has changed the records since this read-only store was opened.
   * {@link MetaStore.reopen} reads the changes. Looks only at the state of the files.
   *
   * @throws {DataFolderError} if a file can't be read.
   */
  isCurrent(): boolean {
    return this.#reader.isCurrent();
  }

  /**
   * Returns a number that changes when the record of a track in meta.json changes, also in another store of the same
   * library. Returns undefined if the track is unknown or has changed since, or if {@link MetaStore.get} warned of it.
   */
  recordMark(path: string): number | undefined {
    return this.#reader.mark(path);
  }

  /**
   * Returns a copy of a track's record, or only the members in `keys`. Returns undefined for an unknown track. Reads
   * values longer than 256 bytes, such as contours, from disk, and only if requested. Leaves out values whose shape
   * differs from `RECORD_FIELDS` of `@rbassist/core`, with a warning, and meaningless nulls.
   *
   * @throws {DataFolderError} if the file can no longer be read.
   */
  get(path: string): TrackRecord | undefined;
  get<Key extends keyof TrackRecord>(path: string, keys: readonly Key[]): Pick<TrackRecord, Key> | undefined;
  get(path: string, keys?: readonly string[]): TrackRecord | undefined {
    return this.#reader.get(path, keys);
  }

  /** Returns a copy of a track's record as stored, including values that {@link MetaStore.get} leaves out. */
  stored(path: string): TrackRecord | undefined {
    return this.#reader.stored(path);
  }

  /**
   * Iterates over every path and record as stored, which may be any value, in one pass over the file.
   *
   * @throws {DataFolderError} if the file can't be read, or another program replaces it at the same time.
   */
  storedTracks(): IterableIterator<[path: string, record: unknown]> {
    return this.#reader.storedTracks();
  }

  /** Returns every path: first the paths of the file in its order, then new paths sorted by code unit. */
  paths(): string[] {
    return this.#reader.paths();
  }

  /**
   * Iterates over every path with a copy of its record, or only the members in `keys`, in the order of
   * {@link MetaStore.paths}. You may change tracks during the iteration.
   *
   * @throws {DataFolderError} if the file can no longer be read.
   */
  tracks(): IterableIterator<[path: string, record: TrackRecord]>;
  tracks<Key extends keyof TrackRecord>(
    keys: readonly Key[],
  ): IterableIterator<[path: string, record: Pick<TrackRecord, Key>]>;
  tracks(keys?: readonly string[]): IterableIterator<[path: string, record: TrackRecord]> {
    return this.#reader.tracks(keys);
  }

  /** Returns the paths that this store changed or deleted after a revision, in the order of their last change. */
  changedSince(revision: number): string[] {
    return this.#writer?.changedSince(revision) ?? [];
  }

  /**
   * Changes or creates a track's record. Each key of the patch replaces the stored value; `undefined` removes it. Other
   * keys stay unchanged. Saves the change within half a second, or at {@link MetaStore.flush}. Does nothing if the
   * record already has these values.
   *
   * @throws {OptionError} if a value can't be written as JSON (a bigint, a circular structure), or the store is
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
   * Deletes a track's record. Returns false if there is none.
   *
   * @throws {OptionError} if the store is read-only.
   */
  delete(path: string): boolean {
    const writer = this.#requireWriter();
    if (!this.has(path)) return false;
    writer.change(path, { kind: 'deleted' });
    return true;
  }

  /**
   * Writes all changes to the journal. The time depends on the number of changes, not on the size of the library.
   *
   * @throws {DataFolderError} if the journal can't be written. The changes stay in memory, and a later flush retries.
   * @throws {LibraryBusyError} if another process took over, because this one did not respond.
   */
  async flush({ sync = true }: FlushOptions = {}): Promise<void> {
    this.#reader.requireOpen();
    await this.#openWriter?.flush(sync);
  }

  /**
   * Writes all changes to meta.json and removes the journal. Does nothing without changes. Readers see a complete
   * meta.json at any time.
   *
   * @throws {DataFolderError} if it can't be written. The old file and the journal then stay, and a later call retries.
   * @throws {LibraryBusyError} if another process took over, because this one did not respond.
   */
  async compact(): Promise<void> {
    await this.#requireWriter().compact();
  }

  /**
   * Copies the current records to `meta.json.backup-<YYYYMMDD-HHMMSS>` and keeps only the newest five copies. Call it
   * before you remove records that a user may want back.
   *
   * @returns the copy's path; undefined if there is no meta.json yet.
   * @throws the errors of {@link MetaStore.compact}.
   */
  async backup(): Promise<string | undefined> {
    return this.#requireWriter().backUp();
  }

  /**
   * Saves all changes, and lets other processes write. The records stay readable, as in a store that was opened with
   * `readOnly`. Calling it twice is allowed. The store stays open for writing if this throws.
   *
   * @throws the errors of {@link MetaStore.compact}.
   */
  async endWriting({ compact = true }: CloseOptions = {}): Promise<void> {
    this.#ending ??= this.#writer?.close(compact).finally(() => {
      this.#ending = undefined;
    });
    await this.#ending;
  }

  /**
   * Saves all changes and closes the store, and lets other processes write. Closing twice is allowed. The store stays
   * open if this throws.
   *
   * @throws the errors of {@link MetaStore.compact}.
   */
  async close(options: CloseOptions = {}): Promise<void> {
    await this.endWriting(options);
    this.#reader.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Opens the current file again, by default with the same options. Does not read an unchanged file again.
   *
   * @throws the errors of {@link openMetaStore}.
   */
  reopen(options: MetaStoreOptions = {}): Promise<MetaStore> {
    return this.#reopen(options);
  }

  get #openWriter(): MetaWriter | undefined {
    return this.#writer?.isClosed ? undefined : this.#writer;
  }

  #requireWriter(): MetaWriter {
    this.#reader.requireOpen();
    if (this.#openWriter) return this.#openWriter;
    throw new OptionError(`The store of ${this.path} is read-only. Open it without readOnly to change it.`);
  }
}

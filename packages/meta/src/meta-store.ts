import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { dataFolderError, notify, OptionError, replaceFile, type TrackRecord } from '@rbassist/core';
import { documentChunks, type MetaDocument } from './meta-document.ts';
import { type MetaWarning, type ReadDocument, readDocument } from './read-document.ts';
import { parseRecord, patchRecord, type TrackPatch } from './record-text.ts';

/** How a store is opened. */
export interface MetaStoreOptions {
  /** Told of what {@link MetaStore.warnings} lists, as the store opens. A listener that throws does no harm. */
  onWarning?: (warning: MetaWarning) => void;
}

/**
 * Opens the library's memory. A file that does not exist is an empty store, created by the first flush. A damaged file is
 * kept beside it as `meta.json.corrupt-<YYYYMMDD-HHMMSS>` and the store opens empty, with a warning.
 *
 * @param path Of meta.json.
 * @throws {DataFolderError} when the file can't be read, or a damaged one can't be moved.
 * @throws {FileFormatError} when the file is larger than 2 GiB.
 */
export async function openMetaStore(path: string, options: MetaStoreOptions = {}): Promise<MetaStore> {
  if (typeof path !== 'string' || path === '') throw new OptionError('path must be the path of a meta.json.');
  const read = await readDocument(path);
  for (const warning of read.warnings) notify(options.onWarning, warning);
  return new MetaStore(path, read);
}

/** What is known about every track, by path. Made by {@link openMetaStore}; changes stay in memory until a flush. */
export class MetaStore {
  /** Of meta.json. */
  readonly path: string;
  /** What the person at the keyboard must be told about opening it. */
  readonly warnings: readonly MetaWarning[];
  readonly #document: MetaDocument;
  /** Paths that the file did not have when it was opened. */
  readonly #added = new Set<string>();
  #dirty = false;
  #closed = false;
  #writing: Promise<void> = Promise.resolve();

  /** @internal */
  constructor(path: string, { document, warnings }: ReadDocument) {
    this.path = path;
    this.warnings = warnings;
    this.#document = document;
  }

  /** Number of tracks. */
  get size(): number {
    return this.#tracks().size;
  }

  /** Whether there are changes that are not on disk. */
  get dirty(): boolean {
    return this.#dirty;
  }

  /** Whether anything is known about a track. */
  has(path: string): boolean {
    return this.#tracks().has(path);
  }

  /** A copy of a track's record, or undefined for an unknown track. */
  get(path: string): TrackRecord | undefined {
    const text = this.#tracks().get(path);
    return text && parseRecord(text);
  }

  /** Every path, in the order of the file: those it had when opened, then the new ones by code unit. */
  paths(): string[] {
    const known = [...this.#tracks().keys()].filter((path) => !this.#added.has(path));
    return known.concat([...this.#added].sort());
  }

  /** Every path with a copy of its record, in the order of {@link paths}. Tracks may be changed while it runs. */
  tracks(): IterableIterator<[path: string, record: TrackRecord]> {
    return this.#records(this.paths());
  }

  /**
   * Changes a track's record, or creates it: each key of the patch replaces the stored one, `undefined` removes it, and all
   * other keys stay as they are in the file. A patch that says nothing new leaves the store clean.
   *
   * @throws {OptionError} when a value can't be written as JSON (a bigint, a circular structure).
   */
  update(path: string, patch: TrackPatch): void {
    const tracks = this.#tracks();
    if (typeof path !== 'string' || path === '') throw new OptionError('path must be the path of a track.');
    if (typeof patch !== 'object' || patch === null) throw new OptionError('patch must be an object.');
    const before = tracks.get(path);
    const after = patchRecord(before ?? Buffer.from('{}'), patch);
    if (before === after) return;
    tracks.set(path, after);
    if (before === undefined) this.#added.add(path);
    this.#dirty = true;
  }

  /** Forgets a track; false when it was not known. */
  delete(path: string): boolean {
    const known = this.#tracks().delete(path);
    this.#added.delete(path);
    this.#dirty ||= known;
    return known;
  }

  /**
   * Writes all changes in one go, replacing the file so that it is always whole. Does nothing when there are none.
   *
   * @throws {DataFolderError} when the file can't be written; the old one is untouched, and a later flush tries again.
   */
  async flush(): Promise<void> {
    this.#tracks();
    // one writer at a time, so that an older state never lands on a newer one
    const turn = this.#writing.catch(() => {}).then(() => this.#write());
    this.#writing = turn;
    await turn;
  }

  /** Flushes and closes; closing twice does no harm. When the flush throws, the store stays open. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await this.flush();
    this.#closed = true;
  }

  async #write(): Promise<void> {
    if (!this.#dirty) return;
    const { members, tracks } = this.#document;
    const state = new Map(this.paths().map((path): [string, Buffer] => [path, tracks.get(path)!]));
    this.#dirty = false;
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await replaceFile(this.path, documentChunks({ members, tracks: state }));
    } catch (error) {
      this.#dirty = true;
      throw dataFolderError(this.path, 'written', error);
    }
  }

  *#records(paths: readonly string[]): IterableIterator<[string, TrackRecord]> {
    for (const path of paths) {
      const record = this.get(path);
      if (record) yield [path, record];
    }
  }

  #tracks(): Map<string, Buffer> {
    if (this.#closed) throw new OptionError(`The store of ${this.path} is closed. Open it again with openMetaStore.`);
    return this.#document.tracks;
  }
}

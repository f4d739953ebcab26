import type { TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { ClassifiedRecord, RecordClasses } from './classify-records.ts';

/** Changes between two writes to the journal. */
const FLUSH_EVERY = 500;

/** A library's records with pending changes. */
export class RecordsView {
  readonly #meta: MetaStore;
  readonly #classes: RecordClasses;
  /** By path; null for a removed record. */
  readonly #changes = new Map<string, TrackRecord | null>();

  constructor(meta: MetaStore, classes: RecordClasses) {
    this.#meta = meta;
    this.#classes = classes;
  }

  get(path: string): TrackRecord | undefined {
    const changed = this.#changes.get(path);
    return changed === undefined ? this.#meta.get(path) : (changed ?? undefined);
  }

  set(path: string, record: TrackRecord): void {
    this.#changes.set(path, record);
  }

  forget(path: string): void {
    this.#changes.set(path, null);
  }

  /** Iterates over every record, the classified part at least. */
  *records(): IterableIterator<readonly [path: string, record: ClassifiedRecord]> {
    for (const classified of Object.values<RecordClasses[keyof RecordClasses]>({ ...this.#classes }))
      for (const [path, record] of classified) if (!this.#changes.has(path)) yield [path, record];
    for (const [path, record] of this.#changes) if (record) yield [path, record];
  }

  get isChanged(): boolean {
    return this.#changes.size > 0;
  }

  /**
   * Makes the changes. Removals come last, so that a crash half-way loses nothing.
   *
   * @throws {DataFolderError} if the changes can't be written.
   */
  async write(): Promise<void> {
    let count = 0;
    const flushOften = async () => {
      // the records of a library that moved as a whole do not fit in memory
      if (++count % FLUSH_EVERY === 0) await this.#meta.flush({ sync: false });
    };
    for (const [path, record] of this.#changes) {
      if (!record) continue;
      this.#meta.update(path, this.#patch(path, record));
      await flushOften();
    }
    for (const [path, record] of this.#changes) {
      if (record) continue;
      this.#meta.delete(path);
      await flushOften();
    }
  }

  #patch(path: string, record: TrackRecord): TrackRecord {
    const removed = Object.keys(this.#meta.get(path) ?? {}).filter((key) => record[key] === undefined);
    return { ...record, ...Object.fromEntries(removed.map((key) => [key, undefined])) };
  }
}

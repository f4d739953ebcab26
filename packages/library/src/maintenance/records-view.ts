import type { TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { ClassifiedRecord, RecordClasses } from './classify-records.ts';

/** Changes that are made before they are written down. */
const WRITTEN_AT_ONCE = 500;

/** A library's records with changes that are not made yet. */
export class RecordsView {
  readonly #meta: MetaStore;
  readonly #classes: RecordClasses;
  /** By path; null where the record is forgotten. */
  readonly #changes = new Map<string, TrackRecord | null>();

  constructor(meta: MetaStore, classes: RecordClasses) {
    this.#meta = meta;
    this.#classes = classes;
  }

  /** All of a record. */
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

  /** Every record, as far as it was classified. */
  *records(): IterableIterator<readonly [path: string, record: ClassifiedRecord]> {
    for (const classified of Object.values<RecordClasses[keyof RecordClasses]>({ ...this.#classes }))
      for (const [path, record] of classified) if (!this.#changes.has(path)) yield [path, record];
    for (const [path, record] of this.#changes) if (record) yield [path, record];
  }

  get isChanged(): boolean {
    return this.#changes.size > 0;
  }

  /**
   * Makes the changes, those that keep something before those that forget it, so that a crash half-way leaves too much rather than too little.
   *
   * @throws {DataFolderError} when they can't be written down.
   */
  async write(): Promise<void> {
    let waiting = 0;
    const made = async () => {
      // the contours of a library that was moved as a whole are not held in memory until the last
      if (++waiting % WRITTEN_AT_ONCE === 0) await this.#meta.flush({ sync: false });
    };
    for (const [path, record] of this.#changes) {
      if (!record) continue;
      this.#meta.update(path, this.#patch(path, record));
      await made();
    }
    for (const [path, record] of this.#changes) {
      if (record) continue;
      this.#meta.delete(path);
      await made();
    }
  }

  /** What turns the stored record into the changed one. */
  #patch(path: string, record: TrackRecord): TrackRecord {
    const gone = Object.keys(this.#meta.get(path) ?? {}).filter((key) => record[key] === undefined);
    return { ...record, ...Object.fromEntries(gone.map((key) => [key, undefined])) };
  }
}

import { isDeepStrictEqual } from 'node:util';
import { fitRecord, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { VectorNames } from '../vectors/vector-names.ts';
import type { ClassifiedRecord, RecordClasses } from './classify-records.ts';

const FLUSH_EVERY = 500;

export class RecordsView {
  readonly #meta: MetaStore;
  readonly #classes: RecordClasses;
  /** By path, as they will be stored; null for a removed record. */
  readonly #changes = new Map<string, TrackRecord | null>();

  constructor(meta: MetaStore, classes: RecordClasses) {
    this.#meta = meta;
    this.#classes = classes;
  }

  get(path: string): TrackRecord | undefined {
    const changed = this.#changes.get(path);
    return changed === undefined ? this.#meta.get(path) : changed === null ? undefined : readable(changed);
  }

  set(path: string, record: TrackRecord): void {
    this.#changes.set(path, keepOddValues(this.#stored(path), record));
  }

  /** Replaces the records at `from` and `to` with one at `to`. There may be none at `to`. */
  replace(from: string, to: string, record: TrackRecord): void {
    this.set(to, keepOddValues(this.#stored(from), record));
    this.forget(from);
  }

  forget(path: string): void {
    this.#changes.set(path, null);
  }

  /** Iterates over every record. Unchanged ones have at least the keys of {@link ClassifiedRecord}. */
  *records(): IterableIterator<readonly [path: string, record: ClassifiedRecord]> {
    for (const classified of Object.values<RecordClasses[keyof RecordClasses]>({ ...this.#classes }))
      for (const [path, record] of classified) if (!this.#changes.has(path)) yield [path, record];
    for (const [path, record] of this.#changes) if (record) yield [path, readable(record)];
  }

  vectorNames(): VectorNames {
    const names = new VectorNames();
    for (const [path, record] of this.#meta.storedTracks()) if (!this.#changes.has(path)) names.addFrom(record);
    for (const record of this.#changes.values()) names.addFrom(record);
    return names;
  }

  get isChanged(): boolean {
    return this.#changes.size > 0;
  }

  /** Removals come last, so that a crash half-way loses nothing. Throws {@link DataFolderError}. */
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
    const removed = Object.keys(this.#meta.stored(path) ?? {}).filter((key) => record[key] === undefined);
    return { ...record, ...Object.fromEntries(removed.map((key) => [key, undefined])) };
  }

  #stored(path: string): TrackRecord {
    const changed = this.#changes.get(path);
    return (changed === undefined ? this.#meta.stored(path) : changed) ?? {};
  }
}

function readable(stored: TrackRecord): TrackRecord {
  return fitRecord({ ...stored }, () => {});
}

/** Keeps the stored form of values that could not be read and did not change. */
function keepOddValues(stored: TrackRecord, record: TrackRecord): TrackRecord {
  const read = readable(stored);
  const kept = { ...record };
  for (const [key, value] of Object.entries(stored)) {
    if (value !== read[key] && isDeepStrictEqual(kept[key], read[key])) kept[key] = value;
  }
  return kept;
}

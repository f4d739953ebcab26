import { dataFolderError, fieldsToFit, fitRecord, notify, OptionError, type TrackRecord } from '@rbassist/core';
import { currentState } from '../files/file-state.ts';
import { ReplacedError, type Snapshot } from '../snapshot/snapshot.ts';
import type { SnapshotReader } from '../snapshot/snapshot-reader.ts';
import { readDiskState } from './disk-state.ts';
import { damageWarning, type MetaWarning, oddValueWarning } from './meta-warning.ts';
import { pickMembers, type TrackTable } from './track-table.ts';

const REPLACED_TRIES = 5;

/** Reads records. Reads the files again if another process has replaced them. */
export class MetaReader {
  readonly #path: string;
  readonly #table: TrackTable;
  readonly #followFile: () => void;
  readonly #onOddValue: (warning: MetaWarning) => void;
  /** Tracks with values of a wrong type that were read. */
  readonly #odd = new Set<string>();
  #isClosed = false;

  /** @param followFile Updates the table from a replaced meta.json. */
  constructor(
    path: string,
    table: TrackTable,
    { followFile, onOddValue }: { followFile: () => void; onOddValue: (warning: MetaWarning) => void },
  ) {
    this.#path = path;
    this.#table = table;
    this.#followFile = followFile;
    this.#onOddValue = onOddValue;
  }

  get size(): number {
    this.requireOpen();
    return this.#table.size;
  }

  has(path: string): boolean {
    this.requireOpen();
    return this.#table.has(path);
  }

  isCurrent(): boolean {
    this.requireOpen();
    try {
      return this.#table.isCurrent();
    } catch (error) {
      throw dataFolderError(this.#path, 'read', error);
    }
  }

  mark(path: string): number | undefined {
    this.requireOpen();
    return this.#odd.has(path) ? undefined : this.#table.mark(path);
  }

  paths(): string[] {
    this.requireOpen();
    return this.#table.paths();
  }

  get(path: string, keys?: readonly string[]): TrackRecord | undefined {
    return this.#fitted(path, keys, keys && fieldsToFit(keys));
  }

  /** @param fields From {@link fieldsToFit}. */
  #fitted(
    path: string,
    keys: readonly string[] | undefined,
    fields: readonly string[] | undefined,
  ): TrackRecord | undefined {
    const record = this.stored(path, fields);
    if (record === undefined) return undefined;
    fitRecord(record, (place) => {
      this.#odd.add(path);
      this.#onOddValue(oddValueWarning(this.#path, path, place));
    });
    return keys === fields ? record : pickMembers(record, keys ?? []);
  }

  /** Returns a record as stored, including values of a wrong type. */
  stored(path: string, keys?: readonly string[]): TrackRecord | undefined {
    this.requireOpen();
    return this.#following(() => this.#table.record(path, keys));
  }

  tracks(keys?: readonly string[]): IterableIterator<[path: string, record: TrackRecord]> {
    return this.#records(this.paths(), keys);
  }

  /** Yields every record as stored, in one pass over the file. Records may be any value, not only objects. */
  *storedTracks(): IterableIterator<[path: string, record: unknown]> {
    this.requireOpen();
    let reader: SnapshotReader | undefined;
    let snapshot: Snapshot | undefined;
    const read = (path: string) => {
      // byte offsets belong to one snapshot
      if (snapshot !== this.#table.snapshot) {
        reader?.close();
        reader = undefined;
        reader = this.#table.openReader();
        snapshot = this.#table.snapshot;
      }
      return this.#table.storedValue(path, reader);
    };
    try {
      for (const path of this.paths()) {
        const record = this.#following(() => read(path));
        if (record !== undefined) yield [path, record];
      }
    } finally {
      reader?.close();
    }
  }

  /** Retries `read` if another process has replaced the file. Throws {@link DataFolderError}. */
  #following<Value>(read: () => Value): Value {
    for (let attempt = 1; ; attempt++) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof ReplacedError) || attempt === REPLACED_TRIES) {
          throw dataFolderError(this.#path, 'read', error);
        }
        this.#followFile();
      }
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  requireOpen(): void {
    if (this.#isClosed)
      throw new OptionError(`The store of ${this.#path} is closed. Open it again with openMetaStore.`);
  }

  *#records(
    paths: readonly string[],
    keys: readonly string[] | undefined,
  ): IterableIterator<[path: string, record: TrackRecord]> {
    const fields = keys && fieldsToFit(keys);
    for (const path of paths) {
      const record = this.#fitted(path, keys, fields);
      if (record) yield [path, record];
    }
  }
}

/** Reads the files again, for a read-only store. Throws the system's error. */
export function rereadDisk(path: string, table: TrackTable, onWarning?: (warning: MetaWarning) => void): void {
  const forceReread = currentState(path) === table.snapshot.state;
  const { snapshot, journal } = readDiskState(path, undefined, forceReread);
  table.replaceSnapshot(snapshot, journal.changes);
  if (snapshot.damage) notify(onWarning, damageWarning(snapshot, undefined));
}

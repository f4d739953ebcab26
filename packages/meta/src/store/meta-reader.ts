import { dataFolderError, notify, OptionError, type TrackRecord } from '@rbassist/core';
import { currentState } from '../files/file-state.ts';
import { ReplacedError } from '../snapshot/snapshot.ts';
import { readDiskState } from './disk-state.ts';
import { damageWarning, type MetaWarning } from './meta-warning.ts';
import type { TrackTable } from './track-table.ts';

const REPLACED_TRIES = 5;

/** Reads records, and reads the files again when another process has replaced them. */
export class MetaReader {
  readonly #path: string;
  readonly #table: TrackTable;
  readonly #followFile: () => void;
  #isClosed = false;

  /** @param followFile Makes the table follow a meta.json that was replaced. */
  constructor(path: string, table: TrackTable, followFile: () => void) {
    this.#path = path;
    this.#table = table;
    this.#followFile = followFile;
  }

  get size(): number {
    this.requireOpen();
    return this.#table.size;
  }

  has(path: string): boolean {
    this.requireOpen();
    return this.#table.has(path);
  }

  paths(): string[] {
    this.requireOpen();
    return this.#table.paths();
  }

  get(path: string, keys?: readonly string[]): TrackRecord | undefined {
    this.requireOpen();
    for (let attempt = 1; ; attempt++) {
      try {
        return this.#table.record(path, keys);
      } catch (error) {
        if (!(error instanceof ReplacedError) || attempt === REPLACED_TRIES) {
          throw dataFolderError(this.#path, 'read', error);
        }
        this.#followFile();
      }
    }
  }

  tracks(keys?: readonly string[]): IterableIterator<[path: string, record: TrackRecord]> {
    return this.#records(this.paths(), keys);
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Throws {@link OptionError} after {@link close}. */
  requireOpen(): void {
    if (this.#isClosed)
      throw new OptionError(`The store of ${this.#path} is closed. Open it again with openMetaStore.`);
  }

  *#records(
    paths: readonly string[],
    keys: readonly string[] | undefined,
  ): IterableIterator<[path: string, record: TrackRecord]> {
    for (const path of paths) {
      const record = this.get(path, keys);
      if (record) yield [path, record];
    }
  }
}

/** Reads the files into the table again, for a store that does not write. Throws the system's error. */
export function rereadDisk(path: string, table: TrackTable, onWarning?: (warning: MetaWarning) => void): void {
  const forceReread = currentState(path) === table.snapshot.state;
  const { snapshot, journal } = readDiskState(path, undefined, forceReread);
  table.replaceSnapshot(snapshot, journal.changes);
  if (snapshot.damage) notify(onWarning, damageWarning(snapshot, undefined));
}

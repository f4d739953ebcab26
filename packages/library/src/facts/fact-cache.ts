import type { MixTable } from '@rbassist/core';
import { readRegularFileSync, replaceFile, systemErrorCode } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { BrowseTable } from '../browse/browse-table.ts';
import { type PlainOrder, plainColumns, plainOrder, readPlainOrder } from '../browse/plain-order.ts';
import { MixTracks, type StoredFacts } from '../mix/mix-tracks.ts';
import { type Columns, decodeColumns, encodeColumns } from './column-file.ts';

/** Increase it when a change of `browseTrack` or of the columns gives other facts. */
const VERSION = 2;
/** Tracks to read anew that are worth a new file. Fewer take no noticeable time. */
const WORTH_TRACKS = 1000;
const LARGEST_BYTES = 2 ** 31 - 1;

/**
 * Facts of all tracks, read again as far as their records change. A file keeps those of a large library for the next
 * process. It is only a cache: each track in it has the mark of its record, and counts only while that is the same.
 */
export class FactCache {
  readonly #path: string;
  #tracks: MixTracks | undefined;
  #ordered: { table: MixTable; plain: PlainOrder } | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Returns the facts of the tracks in a store. */
  of(meta: MetaStore): MixTracks {
    if (this.#tracks?.isOf(meta)) return this.#tracks;
    const read = MixTracks.of(meta, this.#tracks ?? this.#load());
    const packed = read.loose > WORTH_TRACKS ? read.packed() : undefined;
    this.#tracks = packed?.tracks ?? read;
    if (packed !== undefined) {
      const { table } = packed.tracks;
      const plain = plainOrder(new BrowseTable(table));
      this.#ordered = { table, plain };
      this.#save({ ...packed.columns, ...plainColumns(plain) });
    }
    return this.#tracks;
  }

  /** Returns the order of a table's plain lists, if it is known. */
  orderOf(table: MixTable): PlainOrder | undefined {
    return this.#ordered?.table === table ? this.#ordered.plain : undefined;
  }

  /** Waits until the file is written. */
  async close(): Promise<void> {
    await this.#saving;
  }

  #load(): MixTracks | undefined {
    try {
      const columns = decodeColumns(readRegularFileSync(this.#path, LARGEST_BYTES), VERSION);
      if (columns === undefined) return undefined;
      const tracks = MixTracks.stored(columns as StoredFacts);
      this.#ordered = { table: tracks.table, plain: readPlainOrder(columns) };
      return tracks;
    } catch (error) {
      if (error instanceof SyntaxError || systemErrorCode(error) !== undefined) return undefined;
      throw error;
    }
  }

  #save(columns: Columns): void {
    // a folder that can't be written to costs only time
    const save = () => replaceFile(this.#path, encodeColumns(VERSION, columns)).catch(() => {});
    this.#saving = this.#saving.then(save);
  }
}

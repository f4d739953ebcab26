import { readRegularFileSync, replaceFile, systemErrorCode } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { MixTracks, type StoredFacts } from '../mix/mix-tracks.ts';
import { decodeColumns, encodeColumns } from './column-file.ts';

/** Increase it when a change of `browseTrack` or of the columns gives other facts. */
const VERSION = 1;
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
  #saving: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Returns the facts of the tracks in a store. */
  of(meta: MetaStore): MixTracks {
    if (this.#tracks?.isOf(meta)) return this.#tracks;
    const read = MixTracks.of(meta, this.#tracks ?? this.#load());
    const packed = read.loose > WORTH_TRACKS ? read.packed() : undefined;
    if (packed !== undefined) this.#save(packed.columns);
    this.#tracks = packed?.tracks ?? read;
    return this.#tracks;
  }

  /** Waits until the file is written. */
  async close(): Promise<void> {
    await this.#saving;
  }

  #load(): MixTracks | undefined {
    try {
      const columns = decodeColumns(readRegularFileSync(this.#path, LARGEST_BYTES), VERSION);
      return columns && MixTracks.stored(columns as StoredFacts);
    } catch (error) {
      if (error instanceof SyntaxError || systemErrorCode(error) !== undefined) return undefined;
      throw error;
    }
  }

  #save(columns: StoredFacts): void {
    // a folder that can't be written to costs only time
    const save = () => replaceFile(this.#path, encodeColumns(VERSION, columns)).catch(() => {});
    this.#saving = this.#saving.then(save);
  }
}

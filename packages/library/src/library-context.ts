import { notify, type Remedy, type TrackRecord } from '@rbassist/core';
import type { EngineChoice } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import { BrowseTable } from './browse/browse-table.ts';
import { FactCache } from './facts/fact-cache.ts';
import type { DataFolder } from './files/data-folder.ts';
import { MapStore } from './map/map-store.ts';
import type { MixTracks } from './mix/mix-tracks.ts';
import { LibraryRecords } from './records/library-records.ts';
import { SetStore } from './sets/set-store.ts';
import { LibraryVectors } from './vectors/library-vectors.ts';
import { LibraryWaveforms } from './waveforms/library-waveforms.ts';

/** A problem that does not stop the work, e.g. a damaged file that was set aside. */
export interface LibraryWarning {
  message: string;
  remedies?: readonly Remedy[];
}

export class LibraryContext {
  readonly folder: DataFolder;
  readonly records: LibraryRecords;
  readonly vectors: LibraryVectors;
  readonly sets: SetStore;
  readonly waveforms: LibraryWaveforms;
  readonly map: MapStore;
  readonly #warned = new Set<string>();
  readonly #facts: FactCache;
  #browseTable: BrowseTable | undefined;
  readonly #onWarning: ((warning: LibraryWarning) => void) | undefined;

  private constructor(
    folder: DataFolder,
    records: LibraryRecords,
    engine: EngineChoice,
    onWarning?: (warning: LibraryWarning) => void,
  ) {
    this.folder = folder;
    this.records = records;
    this.#facts = new FactCache(folder.facts);
    this.vectors = new LibraryVectors(folder, () => records.meta, engine, this.warn);
    this.sets = new SetStore(folder);
    this.waveforms = new LibraryWaveforms(folder, (message) => this.warnOnce(message));
    this.map = new MapStore(folder);
    this.#onWarning = onWarning;
  }

  /** Throws {@link DataFolderError} if the records can't be read. */
  static async open(
    folder: DataFolder,
    { engine, onWarning }: { engine: EngineChoice; onWarning?: (warning: LibraryWarning) => void },
  ): Promise<LibraryContext> {
    const records = await LibraryRecords.open(folder, ({ message, remedies }) =>
      notify(onWarning, { message, ...(remedies && { remedies }) }),
    );
    return new LibraryContext(folder, records, engine, onWarning);
  }

  /** Store of the records; a new one after each write. */
  get meta(): MetaStore {
    return this.records.meta;
  }

  /** Facts of all tracks, read once per store. Call {@link refresh} first to see the writes of other processes. */
  get mixTracks(): MixTracks {
    // a store that is open for writing changes
    return this.#facts.of(this.meta);
  }

  /** The same facts for lists. Call {@link refresh} first. */
  get browseTable(): BrowseTable {
    const { table } = this.mixTracks;
    if (this.#browseTable?.mix !== table) {
      this.#browseTable = new BrowseTable(table, {
        earlier: this.#browseTable,
        plain: this.#facts.orderOf(table),
      });
    }
    return this.#browseTable;
  }

  /** Opens the records again if another process has changed them. */
  refresh(): Promise<void> {
    return this.records.refresh();
  }

  /** Returns a track's record, also for another spelling of its path. */
  recordOf(path: string): TrackRecord | undefined {
    const key = this.records.keyOf(path);
    return key === undefined ? undefined : this.meta.get(key);
  }

  /** Saves unsaved changes, and ends all threads. You may close it twice. */
  async close(): Promise<void> {
    await this.waveforms.close();
    await this.#facts.close();
    await this.vectors.release();
    await this.records.close();
  }

  readonly warn = (message: string, remedies: readonly Remedy[] = []): void => {
    notify(this.#onWarning, { message, ...(remedies.length > 0 && { remedies }) });
  };

  /** Passes on a warning once, even if several files cause it. */
  readonly warnOnce = (message: string): void => {
    if (!this.#warned.has(message)) this.warn(message);
    this.#warned.add(message);
  };
}

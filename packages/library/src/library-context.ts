import { notify, type Remedy, type TrackRecord } from '@rbassist/core';
import type { EngineChoice } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from './files/data-folder.ts';
import { LibraryRecords } from './records/library-records.ts';
import { LibraryVectors } from './vectors/library-vectors.ts';

/** Something a person should know that stops nothing, e.g. a damaged file that was set aside. */
export interface LibraryWarning {
  message: string;
  remedies?: readonly Remedy[];
}

/** An open library, as every verb is given it. */
export class LibraryContext {
  readonly folder: DataFolder;
  /** Records, and the right to write them. */
  readonly records: LibraryRecords;
  /** Vectors and their index. */
  readonly vectors: LibraryVectors;
  readonly #onWarning: ((warning: LibraryWarning) => void) | undefined;

  private constructor(
    folder: DataFolder,
    records: LibraryRecords,
    engine: EngineChoice,
    onWarning?: (warning: LibraryWarning) => void,
  ) {
    this.folder = folder;
    this.records = records;
    this.vectors = new LibraryVectors(folder, () => records.meta, engine, this.warn);
    this.#onWarning = onWarning;
  }

  /** Opens the records of a data folder for reading. Throws {@link DataFolderError} if they can't be read. */
  static async open(
    folder: DataFolder,
    { engine, onWarning }: { engine: EngineChoice; onWarning?: (warning: LibraryWarning) => void },
  ): Promise<LibraryContext> {
    const records = await LibraryRecords.open(folder, ({ message }) => notify(onWarning, { message }));
    return new LibraryContext(folder, records, engine, onWarning);
  }

  /** The records; another store once someone writes. */
  get meta(): MetaStore {
    return this.records.meta;
  }

  /** A track's record, however its path is spelled here. */
  recordOf(path: string): TrackRecord | undefined {
    const key = this.records.keyOf(path);
    return key === undefined ? undefined : this.meta.get(key);
  }

  /** Tells the program that opened the library. */
  readonly warn = (message: string, remedies: readonly Remedy[] = []): void => {
    notify(this.#onWarning, { message, ...(remedies.length > 0 && { remedies }) });
  };
}

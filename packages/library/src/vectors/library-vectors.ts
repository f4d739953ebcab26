import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DataFolderError,
  diskProblem,
  type EmbeddingSpace,
  NotFoundError,
  type Remedy,
  type RunOptions,
  SpaceMismatchError,
} from '@rbassist/core';
import {
  buildIndex,
  type EmbeddingFileEntry,
  type EngineChoice,
  findOutdatedGraph,
  IndexCache,
  type IndexReport,
  type OutdatedGraph,
  openIndex,
  type ReadonlyVectorIndex,
  syncIndex,
} from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { EmbeddingFiles } from './embedding-file.ts';
import { LibrarySpaces } from './library-spaces.ts';
import { VECTOR_KEYS } from './stored-vector.ts';

export interface UpdateIndexOptions extends RunOptions {
  /** Add new vectors and drop removed ones, instead of building the whole index. @default false */
  incremental?: boolean;
  /** Tracks whose vectors have changed since they were indexed. */
  changed?: ReadonlySet<string>;
  /** @default the library's own */
  space?: EmbeddingSpace;
}

interface IndexedVectors {
  space: EmbeddingSpace;
  foreign: LibrarySpaces['foreign'];
  entries: () => Iterable<EmbeddingFileEntry>;
}

/** Throws {@link DataFolderError} if the system's temporary folder can't be written to. */
function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'rbassist-index-')).catch((error) => {
    const { message, ...details } = diskProblem(tmpdir(), 'written', error, 'choose-temporary-folder');
    throw new DataFolderError(tmpdir(), message, details);
  });
}

/** One handle per index and process, however often a library is opened. */
const indexes = new IndexCache();

/** The vectors of one library and their index, which is opened once per process. */
export class LibraryVectors {
  readonly #folder: DataFolder;
  readonly #meta: () => MetaStore;
  readonly #engine: EngineChoice;
  readonly #warn: (message: string, remedies: readonly Remedy[]) => void;
  #lastUpdate: Promise<unknown> = Promise.resolve();

  constructor(
    folder: DataFolder,
    meta: () => MetaStore,
    engine: EngineChoice,
    warn: (message: string, remedies: readonly Remedy[]) => void,
  ) {
    this.#folder = folder;
    this.#meta = meta;
    this.#engine = engine;
    this.#warn = warn;
  }

  /**
   * Updates the index, after other updates of it. The caller must hold the write lock. Throws {@link NotFoundError} if
   * there are no vectors and no index.
   */
  async updateIndex(options: UpdateIndexOptions = {}): Promise<IndexReport> {
    const update = this.#lastUpdate.catch(() => {}).then(() => this.#updateIndex(options));
    this.#lastUpdate = update;
    const report = await update;
    if (report.outdatedGraph) this.#warn(report.outdatedGraph.reason, report.outdatedGraph.remedies);
    return report;
  }

  async #updateIndex({
    incremental = false,
    changed,
    space,
    signal,
    onProgress,
  }: UpdateIndexOptions): Promise<IndexReport> {
    const { foreign, ...vectors } = await this.#vectors(space);
    if (foreign.size > 0) this.#warn(foreignMessage(foreign), [{ action: 'rescan', reEmbed: true }]);
    const options = { folder: this.#folder.index, engine: this.#engine, signal, onProgress, space: vectors.space };
    const build = () => buildIndex({ ...options, entries: vectors.entries() });
    if (!incremental) return build();
    try {
      return await syncIndex({ ...options, entries: vectors.entries(), changed });
    } catch (error) {
      // the records have moved to another model; the index follows them
      if (error instanceof SpaceMismatchError) return build();
      throw error;
    }
  }

  /** Builds in memory, for a caller that can't write. Throws the same errors as {@link updateIndex}. */
  async buildTemporaryIndex(): Promise<ReadonlyVectorIndex> {
    const { space, entries } = await this.#vectors();
    const folder = await temporaryFolder();
    try {
      await buildIndex({ folder, space, entries: entries(), engine: 'exact' });
      return await openIndex({ folder });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Opens it once for all callers. Throws {@link FileFormatError} if {@link updateIndex} must build it. */
  openIndex(): Promise<ReadonlyVectorIndex> {
    return indexes.open({ folder: this.#folder.index });
  }

  /** Closes the files of the index until the next search. */
  async release(): Promise<void> {
    await indexes.release(this.#folder.index);
  }

  /** Throws {@link NotFoundError} if there are no vectors and no index, or {@link SpaceMismatchError}. */
  async requireAny(): Promise<void> {
    await this.#vectors();
  }

  async findOutdatedGraph(): Promise<OutdatedGraph | undefined> {
    const { entries } = await this.#vectors();
    return findOutdatedGraph({ folder: this.#folder.index, entries: entries() });
  }

  /** Lists the vectors to index, all of one space, and the spaces that no index holds. */
  async #vectors(asked?: EmbeddingSpace): Promise<IndexedVectors> {
    const files = await EmbeddingFiles.list(this.#folder);
    const spaces = await LibrarySpaces.of(this.#meta(), files);
    const space = asked === undefined ? (spaces.only() ?? (await this.#indexedSpace())) : spaces.indexedAs(asked);
    if (!space) {
      const remedies = [{ action: 'rescan' as const }];
      throw new NotFoundError(`The library in ${this.#folder.root} has no vectors yet.`, [], { remedies });
    }
    return { space, foreign: spaces.foreign, entries: () => this.#entries(files, spaces, space) };
  }

  /** Needed to empty the index after the last vector is gone. */
  async #indexedSpace(): Promise<EmbeddingSpace | undefined> {
    return this.openIndex().then(
      ({ space }) => space,
      () => undefined,
    );
  }

  *#entries(files: EmbeddingFiles, spaces: LibrarySpaces, space: EmbeddingSpace): Iterable<EmbeddingFileEntry> {
    for (const [path, record] of this.#meta().tracks([...VECTOR_KEYS, 'staged', 'missing'])) {
      // a file that was deleted or moved away as a duplicate cannot be played
      const vector = record.staged || record.missing ? undefined : spaces.vectorOf(path, record);
      if (vector?.space === space) yield { path, embedding: files.locate(vector.stored), sealed: vector.isOwn };
    }
  }
}

function foreignMessage(foreign: LibrarySpaces['foreign']): string {
  const spaces = [...foreign].map(([space, count]) => `${space}: ${count} tracks`).join(', ');
  return `Another program made vectors that can't be compared with the library's, so the index leaves them out (${spaces}).`;
}

import { join } from 'node:path';
import {
  DataFolderError,
  errorMessage,
  FileFormatError,
  LibraryBusyError,
  NotFoundError,
  notify,
  type Recommendation,
  type RecommendOptions,
  type RunOptions,
  recommend,
  recommendSettings,
  type TrackRecord,
} from '@rbassist/core';
import type { ClipComparison } from '@rbassist/embed';
import type { EngineChoice, IndexReport, LibraryIndex } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import type { DuplicateOptions } from './duplicates/duplicate-options.ts';
import { type DuplicateReport, findDuplicates } from './duplicates/find-duplicates.ts';
import { type StageOptions, type StageReport, stageDuplicates } from './duplicates/stage-duplicates.ts';
import { type UnstageOptions, type UnstageReport, unstage } from './duplicates/unstage.ts';
import { checkDataFolder, type DataFolder, type DataFolderOptions, resolveDataFolder } from './files/data-folder.ts';
import type { CareTarget } from './library-context.ts';
import { checkLibrary, type LibraryCheck } from './maintenance/check-library.ts';
import type { PruneOptions, PruneReport, RepairOptions, RepairReport } from './maintenance/maintenance-options.ts';
import { pruneLibrary, repairLibrary } from './maintenance/repair-library.ts';
import { type CompareStoredOptions, compareStored, type StoredModelFolder } from './models/compare-stored.ts';
import { normalizeTracks } from './normalize/normalize.ts';
import type { NormalizeEvent, NormalizeSummary } from './normalize/normalize-events.ts';
import type { NormalizeOptions } from './normalize/normalize-options.ts';
import { findSeed } from './recommend/find-seed.ts';
import { LibraryMemory } from './records/library-records.ts';
import { type LibraryStats, libraryStats } from './records/library-stats.ts';
import { scanTracks } from './scan/scan.ts';
import type { ScanEvent, ScanSummary } from './scan/scan-events.ts';
import type { AnalyzeOptions, ScanOptions } from './scan/scan-options.ts';
import { IndexOfLibrary, type IndexOptions } from './vectors/library-vectors.ts';

/** Which library is opened, and how. */
export interface OpenLibraryOptions extends DataFolderOptions {
  /** What searches the index. @default 'auto' */
  engine?: EngineChoice;
  /** Told of what a person should know and that stops nothing, e.g. a damaged file that was set aside. */
  onWarning?: (message: string) => void;
}

/** What finding a seed and choosing among thousands of tracks takes. */
const ASKED_OF_ALL = ['artist', 'title', 'bpm', 'key'] as const;

/** What goes with a track, and which track that is. */
export interface RecommendResult {
  /** The track that was taken to be meant. */
  seed: { path: string; record: TrackRecord };
  /** Other tracks that the words fit, best first; empty when the seed was named in full. */
  otherMatches: string[];
  recommendations: Recommendation[];
}

/**
 * Opens the library in a data folder, which is created by the first scan. A folder of the Python rbassist opens as it is.
 *
 * @throws {DataFolderError} when the folder cannot be read, or a file is in its place.
 */
export async function openLibrary(options: OpenLibraryOptions = {}): Promise<Library> {
  const folder = resolveDataFolder(options);
  await checkDataFolder(folder);
  return new Library(folder, await LibraryMemory.open(folder, options.onWarning), options);
}

/** A DJ's library: listens to folders of music and answers what goes with what. Made by {@link openLibrary}. */
export class Library {
  readonly #folder: DataFolder;
  readonly #memory: LibraryMemory;
  readonly #index: IndexOfLibrary;
  readonly #onWarning: ((message: string) => void) | undefined;

  /** @internal */
  constructor(folder: DataFolder, memory: LibraryMemory, { engine = 'auto', onWarning }: OpenLibraryOptions) {
    this.#folder = folder;
    this.#memory = memory;
    this.#index = new IndexOfLibrary(folder, () => this.#meta, engine);
    this.#onWarning = onWarning;
  }

  get #meta(): MetaStore {
    return this.#memory.meta;
  }

  /** The data folder, absolute. */
  get dataDir(): string {
    return this.#folder.root;
  }

  /** Number of tracks the library knows. */
  get size(): number {
    return this.#meta.size;
  }

  /** What is known about a track, by its absolute path, however that is spelled: see `findPath` of `@rbassist/core`. */
  track(path: string): TrackRecord | undefined {
    const known = this.#memory.keyOf(path);
    return known === undefined ? undefined : this.#meta.get(known);
  }

  /** Every track with what is known about it. */
  tracks(): Iterable<readonly [path: string, record: TrackRecord]> {
    return this.#meta.tracks();
  }

  /**
   * Listens to every new or changed audio file under `paths` (files or folders), for its vector and its analysis, and brings the index up
   * to date. Yields what happens as it happens; returns the summary. See {@link ScanEvent}, {@link ScanSummary}.
   *
   * @throws {LibraryBusyError} when another process is writing to this library.
   * @throws {SpaceMismatchError} when the library's vectors are of another model and `reEmbed` is not set.
   * @throws {DataFolderError} when the data folder cannot be written to, also half-way; what was done is kept.
   */
  async *scan(paths: readonly string[], options: ScanOptions = {}): AsyncGenerator<ScanEvent, ScanSummary> {
    const release = await this.#memory.beginWriting();
    try {
      if (options.reEmbed) await this.#meta.backup();
      const updateIndex = (
        space: IndexOptions['space'],
        changed: ReadonlySet<string>,
        onProgress: RunOptions['onProgress'],
      ) => this.#index.update({ incremental: true, space, changed, onProgress });
      return yield* scanTracks({ folder: this.#folder, meta: this.#meta, updateIndex }, paths, options);
    } finally {
      await release();
    }
  }

  /**
   * As {@link scan}, for the analysis alone: vectors and index are left as they are.
   *
   * @throws {LibraryBusyError} when another process is writing to this library.
   * @throws {DataFolderError} when the data folder cannot be written to, also half-way; what was done is kept.
   */
  analyze(paths: readonly string[], options: AnalyzeOptions = {}): AsyncGenerator<ScanEvent, ScanSummary> {
    return this.scan(paths, { ...options, embed: false, analyze: true });
  }

  /**
   * Writes into the tags of every audio file under `paths` the gain that brings it to one loudness, as ReplayGain 2.0, measuring what is not
   * measured yet. Neither sound nor other tags change, and nothing that was heard of the tracks is lost. Yields what happens as it happens; returns
   * the summary. See {@link NormalizeEvent}, {@link NormalizeSummary}.
   *
   * @throws {LibraryBusyError} when another process is writing to this library.
   * @throws {OptionError} when an option cannot be meant.
   * @throws {DataFolderError} when the data folder cannot be written to, also half-way; what was done is kept.
   */
  async *normalize(
    paths: readonly string[],
    options: NormalizeOptions = {},
  ): AsyncGenerator<NormalizeEvent, NormalizeSummary> {
    if (options.dryRun) return yield* normalizeTracks(this.#meta, paths, options);
    const release = await this.#memory.beginWriting();
    try {
      return yield* normalizeTracks(this.#meta, paths, options);
    } finally {
      await release();
    }
  }

  /**
   * Builds the index anew from the library's vectors, or brings it up to date with `incremental`.
   *
   * @throws {LibraryBusyError} when another process is writing to this library.
   * @throws {NotFoundError} when there are no vectors yet.
   * @throws {SpaceMismatchError} when the vectors are of several models.
   */
  async buildIndex(options: Pick<IndexOptions, 'incremental' | 'signal' | 'onProgress'> = {}): Promise<IndexReport> {
    return this.#memory.write(() => this.#index.update(options));
  }

  /**
   * The tracks that go with a seed: a path, or any part of a path or of "Artist - Title".
   *
   * @throws {NotFoundError} with the closest names when nothing matches, or when the seed has no vector.
   * @throws {OptionError} when an option cannot be meant.
   */
  async recommend(seed: string, options: RecommendOptions = {}): Promise<RecommendResult> {
    const settings = recommendSettings(options);
    const records = new Map(this.#meta.tracks(ASKED_OF_ALL));
    if (records.size === 0) {
      throw new NotFoundError(`The library in ${this.dataDir} is empty. Run "rbassist scan" on your music first.`);
    }
    const { paths, exact } = await findSeed(seed, records);
    const index = await this.#usableIndex();
    const seedPath = paths.find((path) => index.has(path));
    const query = seedPath === undefined ? undefined : index.vector(seedPath);
    if (seedPath === undefined || query === undefined) {
      const failure = this.track(paths[0])?.error?.message;
      throw new NotFoundError(
        `${paths[0]} has no vector in the index. ${failure ?? 'Run "rbassist scan" on it, or "rbassist index --incremental".'}`,
      );
    }
    const recommendations = recommend(
      { seedPath, query, source: index, record: (path) => records.get(path), fullRecord: (path) => this.track(path) },
      settings,
    );
    return {
      seed: { path: seedPath, record: this.track(seedPath) ?? {} },
      otherMatches: exact ? [] : paths.filter((path) => path !== seedPath),
      recommendations,
    };
  }

  /**
   * Compares what a model gives for a track with the vector that the Python rbassist stored for it: the first track of which both files are
   * here and can be read. Changes nothing.
   *
   * @returns undefined when the library holds no vector of the Python rbassist for this model.
   * @throws {FileFormatError} when the model can't be used; {@link TrackError} when none of the first tracks could be listened to.
   */
  compareStored(model: StoredModelFolder, options: CompareStoredOptions = {}): Promise<ClipComparison | undefined> {
    return compareStored(this.#folder, this.#meta, model, options);
  }

  /**
   * Finds the tracks, or the files under `paths`, that are copies of another, and says which of each group to keep. Changes nothing.
   *
   * @throws {OptionError} when an option cannot be meant.
   */
  findDuplicates(options: DuplicateOptions = {}): Promise<DuplicateReport> {
    return findDuplicates({ meta: this.#meta, folder: this.#folder }, options);
  }

  /**
   * Copies or moves the duplicates that {@link findDuplicates} finds into a folder, from which {@link unstage} brings them back.
   *
   * @throws {LibraryBusyError} when another process is writing to this library.
   * @throws {OptionError} when an option cannot be meant, or the folder holds music of the library.
   * @throws {DataFolderError} when the folder cannot be written to; what was done is kept.
   */
  async stageDuplicates(options: StageOptions = {}): Promise<StageReport> {
    const settings = { ...options, dest: options.dest ?? this.#stagingFolder };
    if (options.dryRun) return stageDuplicates({ meta: this.#meta, folder: this.#folder }, settings);
    return this.#staging(
      () => stageDuplicates({ meta: this.#meta, folder: this.#folder }, settings),
      ({ move, staged }) => move && staged.length > 0,
    );
  }

  /**
   * Puts staged duplicates back where they were.
   *
   * @throws {LibraryBusyError} when another process is writing to this library.
   * @throws {NotFoundError} when nothing is staged in the folder.
   * @throws {DataFolderError} when the folder cannot be written to; what was done is kept.
   */
  async unstage(options: UnstageOptions = {}): Promise<UnstageReport> {
    const settings = { ...options, dest: options.dest ?? this.#stagingFolder };
    if (options.dryRun) return unstage(this.#meta, settings);
    return this.#staging(
      () => unstage(this.#meta, settings),
      ({ restored }) => restored.length > 0,
    );
  }

  /**
   * Looks for whatever may be wrong with the library: tracks that are gone, records that can be no track, vectors and an index that are not what they
   * should be. Changes nothing. See {@link LibraryCheck}.
   *
   * @throws the signal's reason.
   */
  check(options: RunOptions = {}): Promise<LibraryCheck> {
    return this.#caring(false, (target) => checkLibrary(target, options));
  }

  /**
   * Lets records follow files that were moved or renamed, makes one record of several that are of one file, and drops what is of no use: records that are no
   * track, vectors that are not the track's, files that nothing needs. Nothing that someone set is lost. Without `apply` it only tells; see
   * {@link RepairReport}. Ended early, it leaves a library that is whole, and doing it again does the rest.
   *
   * @param folders Where moved files are looked for; without any, where the library's music lies.
   * @throws {LibraryBusyError} when another process is writing to this library.
   * @throws {DataFolderError} when the data folder cannot be written to.
   * @throws the signal's reason.
   */
  repair(folders: readonly string[] = [], options: RepairOptions = {}): Promise<RepairReport> {
    return this.#caring(options.apply, (target) => repairLibrary(target, folders, options));
  }

  /**
   * Forgets tracks whose files are gone, with their vectors. Without `apply` it only tells; see {@link PruneReport}. Tracks that a DJ put work into stay, and
   * nothing is forgotten while a whole drive is gone or when it would be most of the library, unless the options say so.
   *
   * @throws as {@link repair}.
   */
  prune(options: PruneOptions = {}): Promise<PruneReport> {
    return this.#caring(options.apply, (target) => pruneLibrary(target, options));
  }

  /** Counts what the library holds. */
  stats(): Promise<LibraryStats> {
    return libraryStats(this.#folder, this.#meta, this.#index);
  }

  /** Saves what is not saved yet. The library cannot be used afterwards. */
  async close(): Promise<void> {
    await this.#memory.close();
  }

  async #caring<T>(writes: boolean | undefined, work: (target: CareTarget) => Promise<T>): Promise<T> {
    const care = () =>
      work({
        folder: this.#folder,
        meta: this.#meta,
        openIndex: () => this.#index.open(),
        updateIndex: (options) => this.#index.update({ incremental: true, ...options }),
      });
    return writes ? this.#memory.write(care) : care();
  }

  get #stagingFolder(): string {
    return join(this.dataDir, 'dup_stage');
  }

  async #staging<T>(work: () => Promise<T>, movedFiles: (report: T) => boolean): Promise<T> {
    return this.#memory.write(async () => {
      // on an error, such as a full disk, some may have been moved
      let moved = true;
      try {
        const report = await work();
        moved = movedFiles(report);
        return report;
      } finally {
        if (moved) await this.#followStaging();
      }
    });
  }

  /** What is staged is not recommended. Where there is no index, the next one is built of what is not staged. */
  async #followStaging(): Promise<void> {
    try {
      const hasIndex = await this.#index.open().then(Boolean, () => false);
      if (hasIndex) await this.#index.update({ incremental: true });
    } catch (error) {
      notify(this.#onWarning, `The index could not follow, run "rbassist index": ${errorMessage(error)}`);
    }
  }

  /** A folder of the Python rbassist has no index that can be checked, and a crash may have left half of one: both are built anew. */
  async #usableIndex(): Promise<LibraryIndex> {
    try {
      return await this.#index.open();
    } catch (error) {
      if (!(error instanceof FileFormatError)) throw error;
      notify(this.#onWarning, `The index is being built anew: ${error.message}`);
    }
    try {
      await this.buildIndex();
      return await this.#index.open();
    } catch (error) {
      // a scan that puts it in order at its end may take the night, and a disk may be read-only
      if (!(error instanceof LibraryBusyError || error instanceof DataFolderError)) throw error;
      notify(this.#onWarning, `The index cannot be saved and serves this answer alone: ${error.message}`);
      return this.#index.buildAside();
    }
  }
}

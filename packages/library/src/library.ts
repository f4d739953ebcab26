import { checkOptions, type OptionRule, oneOf, optionRules, type RunOptions, type TrackRecord } from '@rbassist/core';
import type { ClipComparison } from '@rbassist/embed';
import { ENGINE_CHOICES, type EngineChoice, type IndexReport } from '@rbassist/index';
import type { DuplicateOptions } from './duplicates/duplicate-options.ts';
import { type DuplicateReport, findDuplicates } from './duplicates/find-duplicates.ts';
import { type StageOptions, type StageReport, stageDuplicates } from './duplicates/stage-duplicates.ts';
import { type UnstageOptions, type UnstageReport, unstageDuplicates } from './duplicates/unstage.ts';
import { editTrack, type TrackEdit } from './edit/edit-track.ts';
import { checkDataFolder, type DataFolderOptions, resolveDataFolder } from './files/data-folder.ts';
import { LibraryContext, type LibraryWarning } from './library-context.ts';
import { type BuildIndexOptions, buildLibraryIndex } from './maintenance/build-library-index.ts';
import { checkLibrary, type LibraryCheck } from './maintenance/check-library.ts';
import { type LibraryStats, libraryStats } from './maintenance/library-stats.ts';
import type { PruneOptions, PruneReport, RepairOptions, RepairReport } from './maintenance/maintenance-options.ts';
import { pruneLibrary, repairLibrary } from './maintenance/repair-library.ts';
import { type CompareStoredOptions, compareStored, type StoredModelFolder } from './models/compare-stored.ts';
import { normalize } from './normalize/normalize.ts';
import type { NormalizeEvent, NormalizeSummary } from './normalize/normalize-events.ts';
import type { NormalizeOptions } from './normalize/normalize-options.ts';
import { type RecommendResult, type RecommendTracksOptions, recommendTracks } from './recommend/recommend-tracks.ts';
import { analyze, scan } from './scan/scan.ts';
import type { ScanEvent, ScanSummary } from './scan/scan-events.ts';
import type { AnalyzeOptions, ScanOptions } from './scan/scan-options.ts';

/** Options of {@link openLibrary}. */
export interface OpenLibraryOptions extends DataFolderOptions {
  /** Engine that searches the index. @default 'auto' */
  engine?: EngineChoice;
  /** Called with what a person should know and that stops nothing. A listener that throws does no harm. */
  onWarning?: (warning: LibraryWarning) => void;
}

const RULES = {
  dataDir: optionRules.text,
  env: optionRules.options,
  cwd: optionRules.text,
  engine: oneOf(ENGINE_CHOICES),
  onWarning: optionRules.callback,
} satisfies Record<keyof OpenLibraryOptions, OptionRule>;

/**
 * Opens the library in a data folder, which the first scan creates. A folder of the Python rbassist opens as it is.
 *
 * @throws {OptionError} for an option that does not exist or is invalid; a folder goes in `dataDir`.
 * @throws {DataFolderError} if the folder can't be read, or is a file.
 */
export async function openLibrary(options: OpenLibraryOptions = {}): Promise<Library> {
  checkOptions(options, RULES);
  const folder = resolveDataFolder(options);
  await checkDataFolder(folder);
  const { engine = 'auto', onWarning } = options;
  return new Library(await LibraryContext.open(folder, { engine, onWarning }));
}

/**
 * A DJ's library: scans folders of music and answers what goes with what. Made by {@link openLibrary}.
 *
 * Aborting a call never rejects: finished work is saved, and the result says `interrupted: true`.
 */
export class Library implements AsyncDisposable {
  readonly #context: LibraryContext;

  /** @internal */
  constructor(context: LibraryContext) {
    this.#context = context;
  }

  /** The data folder, absolute. */
  get dataDir(): string {
    return this.#context.folder.root;
  }

  /** Number of tracks in the library. */
  get size(): number {
    return this.#context.meta.size;
  }

  /** A track's record, by its absolute path, however that is spelled: see `findPath` of `@rbassist/core`. */
  track(path: string): TrackRecord | undefined {
    return this.#context.recordOf(path);
  }

  /** Every track's path and record. */
  tracks(): Iterable<readonly [path: string, record: TrackRecord]> {
    return this.#context.meta.tracks();
  }

  /**
   * Embeds and analyses every new or changed audio file under `paths` (files or folders), and brings the index up to date. Yields events as they happen;
   * returns the summary.
   *
   * @throws {OptionError} for an option or a path that is invalid.
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {SpaceMismatchError} if the library's vectors are of another model and `reEmbed` is not set.
   * @throws {DataFolderError} if the data folder can't be written to, also half-way; finished tracks are kept.
   */
  scan(paths: readonly string[], options: ScanOptions = {}): AsyncGenerator<ScanEvent, ScanSummary> {
    return scan(this.#context, paths, options);
  }

  /** Analyses as {@link scan} does; vectors and index stay as they are. */
  analyze(paths: readonly string[], options: AnalyzeOptions = {}): AsyncGenerator<ScanEvent, ScanSummary> {
    return analyze(this.#context, paths, options);
  }

  /**
   * Writes the gain that brings every audio file under `paths` to one loudness into its tags, as ReplayGain 2.0, and measures loudness that is not stored.
   * Neither sound nor other tags change. Yields events as they happen; returns the summary.
   *
   * @throws as {@link scan}.
   */
  normalize(
    paths: readonly string[],
    options: NormalizeOptions = {},
  ): AsyncGenerator<NormalizeEvent, NormalizeSummary> {
    return normalize(this.#context, paths, options);
  }

  /**
   * Builds the index from the library's vectors, or brings it up to date with `incremental`.
   *
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {NotFoundError} if there are no vectors yet.
   * @throws {SpaceMismatchError} if the vectors are of several models.
   */
  buildIndex(options: BuildIndexOptions = {}): Promise<IndexReport> {
    return buildLibraryIndex(this.#context, options);
  }

  /**
   * Finds the tracks that go with a seed: a path, or any part of a path or of "Artist - Title".
   *
   * @throws {NotFoundError} with the closest names if nothing matches, or if the seed has no vector.
   * @throws {OptionError} for an option that does not exist or is invalid.
   */
  recommend(seed: string, options: RecommendTracksOptions = {}): Promise<RecommendResult> {
    return recommendTracks(this.#context, seed, options);
  }

  /**
   * Sets values of a track as the person's own: no scan or analysis replaces them without `force`.
   *
   * @returns the record as it is now.
   * @throws {NotFoundError} if the library has no such track.
   * @throws {OptionError} for a value that does not exist or is invalid.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  edit(path: string, values: TrackEdit): Promise<TrackRecord> {
    return editTrack(this.#context, path, values);
  }

  /**
   * Finds tracks, or files under `paths`, that are copies of another, and says which of each group to keep. Changes nothing.
   *
   * @throws {OptionError} for an option that does not exist or is invalid.
   */
  findDuplicates(options: DuplicateOptions = {}): Promise<DuplicateReport> {
    return findDuplicates(this.#context, options);
  }

  /**
   * Copies or moves the duplicates that {@link findDuplicates} finds into a folder, from which {@link unstage} brings them back.
   *
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {OptionError} for an invalid option, or a folder that holds music of the library.
   * @throws {DataFolderError} if the folder can't be written to; finished files are kept.
   */
  stageDuplicates(options: StageOptions = {}): Promise<StageReport> {
    return stageDuplicates(this.#context, options);
  }

  /**
   * Puts staged duplicates back where they were.
   *
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {NotFoundError} if nothing is staged in the folder.
   * @throws {DataFolderError} if the folder can't be written to; finished files are kept.
   */
  unstage(options: UnstageOptions = {}): Promise<UnstageReport> {
    return unstageDuplicates(this.#context, options);
  }

  /** Looks for anything wrong with the library: missing tracks, records that can be no track, damaged vectors, a stale index. Changes nothing. */
  check(options: RunOptions = {}): Promise<LibraryCheck> {
    return checkLibrary(this.#context, options);
  }

  /**
   * Makes records follow files that were moved or renamed, merges several records of one file, and removes records that are no track, vectors that are not
   * the track's, and files that nothing needs. No work of a person is lost. Without `apply` it only reports. If it is ended early, the library is
   * intact and running it again does the rest.
   *
   * @param folders Folders to look for moved files in; without any, those that hold the library's music.
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {DataFolderError} if the data folder can't be written to.
   */
  repair(folders: readonly string[] = [], options: RepairOptions = {}): Promise<RepairReport> {
    return repairLibrary(this.#context, folders, options);
  }

  /**
   * Forgets tracks whose files are gone, with their vectors. Without `apply` it only reports. Unless the options say so, it keeps tracks that a DJ put work
   * into, and forgets nothing if a whole drive is missing or if most of the library would go.
   *
   * @throws as {@link repair}.
   */
  prune(options: PruneOptions = {}): Promise<PruneReport> {
    return pruneLibrary(this.#context, options);
  }

  /**
   * Compares a model's vector for a track with the one that the Python rbassist stored. It takes the first track whose files are both readable. Changes
   * nothing.
   *
   * @returns undefined if the library holds no vector of the Python rbassist for this model.
   * @throws {FileFormatError} if the model can't be used; {@link TrackError} if none of the first tracks could be decoded.
   */
  compareStored(model: StoredModelFolder, options: CompareStoredOptions = {}): Promise<ClipComparison | undefined> {
    return compareStored(this.#context, model, options);
  }

  /** Counts what the library holds. */
  stats(): Promise<LibraryStats> {
    return libraryStats(this.#context);
  }

  /** Saves unsaved changes. The library can't be used afterwards; closing twice does no harm. */
  close(): Promise<void> {
    return this.#context.records.close();
  }

  /** As {@link close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

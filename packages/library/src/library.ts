import {
  checkOptions,
  type KnownField,
  type OptionRule,
  oneOf,
  optionRules,
  type Result,
  type RunOptions,
  type TagsEvaluation,
  type TrackRecord,
} from '@rbassist/core';
import type { ClipComparison } from '@rbassist/embed';
import { ENGINE_CHOICES, type EngineChoice, type IndexReport } from '@rbassist/index';
import type { DjCollection } from '@rbassist/rekordbox';
import { type Artwork, trackArtwork } from './artwork/track-artwork.ts';
import { type TrackAudioOptions, trackAudio } from './audio/library-audio.ts';
import type { TrackAudio } from './audio/track-audio.ts';
import { type BrowseFacets, browseFacets } from './browse/browse-facets.ts';
import type { BrowseFilters } from './browse/browse-filters.ts';
import { type BrowseOptions, type BrowsePage, browseTracks } from './browse/browse-tracks.ts';
import { changeSettings, type SettingChanges } from './config/change-settings.ts';
import { type Config, readConfig } from './config/read-config.ts';
import { type CrateSource, crateOfSet } from './crates/crate-sources.ts';
import { describeTrack, type TrackDescription } from './crates/describe-track.ts';
import {
  type CrateToExpand,
  type ExpandCrateOptions,
  type ExpandedCrate,
  expandLibraryCrate,
} from './crates/expand-library-crate.ts';
import { type MixOptions, type RatedMix, rateMix } from './crates/rate-mix.ts';
import { type MixPair, type ScoredMix, scoreMixes } from './crates/score-mixes.ts';
import { type BandcampImport, type BandcampOptions, importBandcamp } from './csv/bandcamp-import.ts';
import { type CsvPlaylist, type CsvPlaylistOptions, readCsvPlaylist } from './csv/csv-playlist.ts';
import type { DuplicateOptions } from './duplicates/duplicate-options.ts';
import { type DuplicateReport, findDuplicates } from './duplicates/find-duplicates.ts';
import { markNotCopies, readNotCopies, unmarkNotCopies } from './duplicates/not-copies.ts';
import { type StageOptions, type StageReport, stageDuplicates } from './duplicates/stage-duplicates.ts';
import { type StagedFiles, stagedFiles } from './duplicates/staged-files.ts';
import { stagedPaths } from './duplicates/staged-paths.ts';
import { type UnstageOptions, type UnstageReport, unstageDuplicates } from './duplicates/unstage.ts';
import { editTrack, editTracks, type TrackEdit } from './edit/edit-track.ts';
import { type FailureOptions, type FailureReport, listFailures } from './failures/list-failures.ts';
import { checkDataFolder, type DataFolderOptions, resolveDataFolder } from './files/data-folder.ts';
import { musicFolders } from './folders/music-folders.ts';
import { type LibraryChange, listChanges, type UndoneChange, undoLast } from './history/undo-change.ts';
import { LibraryContext, type LibraryWarning } from './library-context.ts';
import { listByRules, type RuledPlaylist } from './lists/list-by-rules.ts';
import type { PlaylistPreset } from './lists/playlist-preset.ts';
import type { PlaylistRules } from './lists/playlist-rules.ts';
import { deletePlaylistPreset, playlistPreset, playlistPresets, savePlaylistPreset } from './lists/preset-store.ts';
import { type BuildIndexOptions, buildLibraryIndex } from './maintenance/build-library-index.ts';
import { checkLibrary, type LibraryCheck } from './maintenance/check-library.ts';
import { type LibraryStats, libraryStats } from './maintenance/library-stats.ts';
import type { PruneOptions, PruneReport, RepairOptions, RepairReport } from './maintenance/maintenance-options.ts';
import { pruneLibrary, repairLibrary } from './maintenance/repair-library.ts';
import { type BuildMapOptions, buildMap, type MapReport } from './map/build-map.ts';
import { type LibraryMap, storedMap } from './map/library-map.ts';
import { type MapLabel, mapLabels } from './map/map-labels.ts';
import { type RatedPair, readMixStars, saveMixStars } from './mix-stars/mix-stars.ts';
import { type CompareStoredOptions, compareStored, type StoredModelFolder } from './models/compare-stored.ts';
import { normalize } from './normalize/normalize.ts';
import type { NormalizeEvent, NormalizeSummary } from './normalize/normalize-events.ts';
import type { NormalizeOptions } from './normalize/normalize-options.ts';
import { type FollowPlayersOptions, followPlayers, type PlayersEvent } from './players/follow-players.ts';
import { readPlaylist } from './playlists/read-playlist.ts';
import { type ResolvedPlaylist, resolvePlaylist } from './playlists/resolve-playlist.ts';
import { type WritePlaylistOptions, writePlaylist } from './playlists/write-playlist.ts';
import { readSeeds } from './recommend/read-seeds.ts';
import { type RecommendResult, type RecommendTracksOptions, recommendTracks } from './recommend/recommend-tracks.ts';
import { collectionPlaylist } from './rekordbox/collection-playlist.ts';
import { type Calibration, calibrate } from './rekordbox/compare/calibrate.ts';
import { type AnalysisAgreement, evaluateAnalysis } from './rekordbox/compare/evaluate-analysis.ts';
import { type ExportedNml, type ExportNmlOptions, exportNml } from './rekordbox/export-nml.ts';
import type { ExportXmlOptions } from './rekordbox/export-options.ts';
import { exportXml } from './rekordbox/export-xml.ts';
import type { ExportedXml } from './rekordbox/exported-xml.ts';
import { importCollection } from './rekordbox/import-collection.ts';
import type { ImportEvent, ImportSummary } from './rekordbox/import-events.ts';
import { importPlaylistFiles } from './rekordbox/import-m3u.ts';
import type { ImportOptions } from './rekordbox/import-options.ts';
import { type ImportedPlaylistSummary, importedPlaylist, listPlaylists } from './rekordbox/list-playlists.ts';
import type { PlannedImport, PlanXmlOptions, XmlPlan } from './rekordbox/plan-options.ts';
import { planXml } from './rekordbox/plan-xml.ts';
import { type UndoneImport, undoImport } from './rekordbox/undo-import.ts';
import { type WatchLibraryEvent, type WatchLibraryOptions, watchXml } from './rekordbox/watch-xml.ts';
import { analyze, scan } from './scan/scan.ts';
import type { ScanEvent, ScanSummary } from './scan/scan-events.ts';
import type { AnalyzeOptions, ScanOptions } from './scan/scan-options.ts';
import {
  type PathBetweenOptions,
  type PlannedPath,
  type PlannedSet,
  type PlanSetOptions,
  pathBetween,
  planTracks,
} from './sequence/plan-tracks.ts';
import {
  type RecommendedSequence,
  type RecommendSequenceOptions,
  recommendSequence,
} from './sequence/recommend-sequence.ts';
import { fillSet, orderSet, type PlanAgainOptions, type PlannedAgain } from './sets/plan-set-again.ts';
import { rateSetMix, undoSet } from './sets/rate-set-mix.ts';
import { type SaveSetOptions, type SetToSave, saveSet } from './sets/save-set.ts';
import type { SavedSet, SetTrack } from './sets/saved-set.ts';
import { type SetSummary, summarizeSets } from './sets/set-summary.ts';
import { setTracks } from './sets/set-tracks.ts';
import { type ViewedSet, viewSet } from './sets/set-view.ts';
import { type FindOptions, type FindResult, findTracks } from './sound-tags/find-tracks.ts';
import { type SoundTagOptions, soundTagsOf, type TrackSoundTags } from './sound-tags/track-sound-tags.ts';
import type { TagChanges } from './tags/change-tags.ts';
import { countTagsOf, type TagOfTracks } from './tags/count-tags-of.ts';
import { type EvaluateLibraryTagsOptions, evaluateLibraryTags } from './tags/evaluate-library-tags.ts';
import { type MigratedTags, type MigrateTagsOptions, migrateTags } from './tags/migrate-tags.ts';
import { removeTag, renameTag } from './tags/rename-tag.ts';
import {
  changeOwnTags,
  clearSuggestions,
  judgeSuggestions,
  type OwnTagEdit,
  type ReviewedTrack,
  type TagChoice,
  type TagReviewOptions,
  type TagsOfTrack,
  tagSuggestions,
  trackTags,
} from './tags/review-tags.ts';
import { type SuggestLibraryTagsOptions, suggestLibraryTags, type TagReport } from './tags/suggest-library-tags.ts';
import { type TagProblem, type TagStats, tagStats, validateTags } from './tags/tag-stats.ts';
import { type UncertainTracks, type UncertainTracksOptions, uncertainTracks } from './tags/uncertain-tracks.ts';
import { type UndoneTags, undoTags } from './tags/undo-tags.ts';
import { type EmptyTrashReport, type RestoreReport, Trash } from './trash/trash.ts';
import type { WatchFoldersEvent } from './watch/watch-events.ts';
import { watchFolders } from './watch/watch-folders.ts';
import type { WatchFoldersOptions } from './watch/watch-options.ts';
import type { StripOptions, Waveform, WaveformPart } from './waveforms/library-waveforms.ts';
import { trackWaveform, waveformStrips } from './waveforms/track-waveform.ts';

/** Options of {@link openLibrary}. */
export interface OpenLibraryOptions extends DataFolderOptions {
  /** Engine that searches the index. @default 'auto' */
  engine?: EngineChoice;
  /** Called with problems that do not stop the work. Errors that it throws are ignored. */
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
 * Opens the library in a data folder, also one of the Python rbassist. The first scan creates the folder.
 *
 * @throws {OptionError} for an unknown or invalid option; pass the folder as `dataDir`.
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
 * A DJ's library, opened with {@link openLibrary}.
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

  /** Reads what other processes changed. Calls that return promises do so themselves. */
  refresh(): Promise<void> {
    return this.#context.refresh();
  }

  /** Returns the folders of the library's music. Of a folder with more than music, such as a home folder, its parts. */
  folders(): string[] {
    return musicFolders(this.#context);
  }

  /** Returns a track's record by its absolute path, in any spelling: see `findPath` of `@rbassist/core`. */
  track(path: string): TrackRecord | undefined {
    return this.#context.recordOf(path);
  }

  /**
   * Iterates over every track's path and record.
   *
   * @param keys Keys to read, which is faster than whole records. @default all
   */
  tracks(keys?: readonly KnownField[]): Iterable<readonly [path: string, record: TrackRecord]> {
    const { meta } = this.#context;
    return keys === undefined ? meta.tracks() : meta.tracks(keys);
  }

  /**
   * Lists tracks: filtered, sorted, a page at a time. Keeps the facts of all tracks in memory, and reads only what
   * changed since the last call.
   *
   * @throws {OptionError} for an unknown or invalid option.
   */
  browse(options: BrowseOptions = {}): Promise<BrowsePage> {
    return browseTracks(this.#context, options);
  }

  /** Counts the tracks that pass filters, by value. Throws as {@link browse}. */
  browseFacets(filters: BrowseFilters = {}): Promise<BrowseFacets> {
    return browseFacets(this.#context, filters);
  }

  /**
   * Embeds and analyses every new or changed audio file under `paths` (files or folders), and updates the index. Yields
   * events as they happen; returns the summary.
   *
   * @throws {OptionError} for an invalid option or path.
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {SpaceMismatchError} if the library has vectors of another model and `reEmbed` is not set.
   * @throws {MissingDependencyError} if the model needs a package that is not installed.
   * @throws {DataFolderError} if the data folder can't be written to; finished tracks are kept.
   */
  scan(paths: readonly string[], options: ScanOptions = {}): AsyncGenerator<ScanEvent, ScanSummary> {
    return scan(this.#context, paths, options);
  }

  /** Analyses like {@link scan}, but leaves vectors and index as they are. */
  analyze(paths: readonly string[], options: AnalyzeOptions = {}): AsyncGenerator<ScanEvent, ScanSummary> {
    return analyze(this.#context, paths, options);
  }

  /**
   * Watches folders, and scans what changes in them. Scans new and changed files once they are complete, lets records
   * follow moved files, and marks deleted ones as missing. Begins with a scan of everything. Waits for folders that are
   * not there, and tries again while another process writes or the disk is full. Runs until `signal` aborts.
   *
   * @throws {OptionError} for no folder, or an unknown or invalid option.
   * @throws the errors of {@link scan} that do not go away.
   */
  watch(folders: readonly string[], options: WatchFoldersOptions = {}): AsyncGenerator<WatchFoldersEvent, void> {
    return watchFolders(this.#context, folders, options);
  }

  /**
   * Writes ReplayGain 2.0 tags that bring every audio file under `paths` to one loudness, and measures loudness that is
   * not stored. Sound and other tags do not change. Yields events as they happen; returns the summary.
   *
   * @throws the same errors as {@link scan}.
   */
  normalize(
    paths: readonly string[],
    options: NormalizeOptions = {},
  ): AsyncGenerator<NormalizeEvent, NormalizeSummary> {
    return normalize(this.#context, paths, options);
  }

  /**
   * Builds the index from the library's vectors, or updates it with `incremental`.
   *
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {NotFoundError} if there are no vectors yet.
   * @throws {SpaceMismatchError} if the library has vectors of several models.
   */
  buildIndex(options: BuildIndexOptions = {}): Promise<IndexReport> {
    return buildLibraryIndex(this.#context, options);
  }

  /**
   * Maps the library's vectors to two dimensions, and saves the map. New tracks get places on an earlier map, whose
   * tracks stay where they are. Computes all places anew with `rebuild`, after a change of the model, or if fewer than
   * half of the tracks have a place. The same vectors give the same new map. Works in a thread, about a minute for
   * 75,000 tracks.
   *
   * @throws {NotFoundError} if there are no vectors yet.
   * @throws {DataFolderError} if the map can't be saved.
   * @throws {SpaceMismatchError} if the library has vectors of several models.
   */
  map(options: BuildMapOptions = {}): Promise<MapReport> {
    return buildMap(this.#context, options);
  }

  /** Returns the map that {@link map} saved, without removed tracks; undefined if it is missing or of another model. */
  storedMap(): Promise<LibraryMap | undefined> {
    return storedMap(this.#context);
  }

  /**
   * Returns words that stand out in regions of the map: your tags, genres and tags of the sound. Empty if there is no
   * map, and after an abort.
   */
  mapLabels(options: RunOptions = {}): Promise<MapLabel[]> {
    return mapLabels(this.#context, options);
  }

  /**
   * Returns the seeds that words of a command line mean: several tracks, or one whose name has blanks but no quotes. A
   * text without a match stays as it is, so that {@link recommend} reports it.
   */
  readSeeds(words: readonly string[]): Promise<string[]> {
    return readSeeds(this.#context, words);
  }

  /**
   * Recommends tracks that go with one or several seeds: paths, or words of an artist, title or path in any order.
   *
   * @throws {NotFoundError} with the closest names if nothing matches, or if a seed has no vector.
   * @throws {OptionError} for an unknown or invalid option.
   */
  recommend(seed: string | readonly string[], options: RecommendTracksOptions = {}): Promise<RecommendResult> {
    return recommendTracks(this.#context, seed, options);
  }

  /**
   * Finds tracks by words of their sound, and by your tags and genres, e.g. "metal, no vocals". A sound counts relative
   * to the library. Warns about words that it does not know.
   *
   * @throws {NotFoundError} if the library is empty, or the query asks for sounds and the vectors hold none.
   * @throws {OptionError} if no word is known, or for an unknown or invalid option.
   */
  find(query: string, options: FindOptions = {}): Promise<FindResult> {
    return findTracks(this.#context, query, options);
  }

  /**
   * Returns the tags of the sound that stand out in tracks, relative to the library. Leaves out tracks without any.
   * Empty with a warning if the library's vectors hold no tags, and empty after an abort.
   *
   * @param tracks Paths or words of tracks; if empty, all tracks.
   * @throws {NotFoundError} with the closest names if nothing matches.
   * @throws {OptionError} for an unknown or invalid option.
   */
  soundTags(tracks: readonly string[] = [], options: SoundTagOptions = {}): Promise<TrackSoundTags[]> {
    return soundTagsOf(this.#context, tracks, options);
  }

  /**
   * Rates the mix from one track into another, and gives the reasons. Each text is a path, or words of an artist, title
   * or path in any order. Missing data lowers the confidence.
   *
   * @throws {NotFoundError} with the closest names if nothing matches.
   * @throws {OptionError} if both texts mean the same track, or for an unknown or invalid option.
   */
  mix(from: string, to: string, options: MixOptions = {}): Promise<RatedMix> {
    return rateMix(this.#context, from, to, options);
  }

  /**
   * Saves your stars for the mix from one track into another, in a set or not. Both are paths of the library.
   *
   * @param stars 1 to 5; 0 removes them.
   * @throws {NotFoundError} for a path that the library doesn't have.
   * @throws {OptionError} for other stars, or a track into itself.
   * @throws {DataFolderError} if the data folder can't be written to.
   */
  saveMixStars(from: string, to: string, stars: number): Promise<void> {
    return saveMixStars(this.#context, from, to, stars);
  }

  /** Lists all mixes that you gave stars: with {@link saveMixStars}, and in saved sets. The latest stars count. */
  mixStars(): Promise<RatedPair[]> {
    return readMixStars(this.#context);
  }

  /**
   * Finds tracks that make a crate grow in its own spirit. Changes nothing: save `paths` as a playlist or a set.
   *
   * @param crate A playlist file, an imported playlist (`Folder/Name`, `rekordbox:Folder/Name` if ambiguous), a saved
   *   set, a tag (`tag:NAME`), a track, what {@link collectionPlaylist} returns, or several of these.
   * @throws {NotFoundError} with the closest names if nothing matches, or if no track of the crate has a vector.
   * @throws {OptionError} for an unknown or invalid option, an empty crate, or one that is larger than `to`.
   */
  expandCrate(crate: CrateToExpand, options: ExpandCrateOptions = {}): Promise<ExpandedCrate> {
    return expandLibraryCrate(this.#context, crate, options);
  }

  /**
   * Computes the parts of the score of many mixes at once. Each text is a path, or words of an artist, title or path.
   *
   * @returns a result per mix, in order; an error if no track matches a text. Shorter after an abort.
   * @throws {OptionError} for an unknown or invalid option.
   */
  scoreParts(pairs: readonly MixPair[], options: RunOptions = {}): Promise<Result<ScoredMix>[]> {
    return scoreMixes(this.#context, pairs, options);
  }

  /**
   * Describes a track by a path, or words of its artist, title or path in any order: its record, file, vector, failure,
   * copies, and values of other programs. Changes nothing.
   *
   * @throws {NotFoundError} with the closest names if nothing matches.
   */
  describeTrack(text: string): Promise<TrackDescription> {
    return describeTrack(this.#context, text);
  }

  /**
   * Follows the players of a Pro DJ Link network: lists what each plays, and what would go next. It only listens,
   * unless `announce` is set. Returns when `signal` aborts.
   *
   * @throws {ProLinkError} if a port is in use, for example by Rekordbox on this computer.
   * @throws {NotFoundError} if this computer has no such network interface.
   * @throws {OptionError} for an unknown or invalid option.
   */
  followPlayers(options: FollowPlayersOptions = {}): AsyncGenerator<PlayersEvent, void> {
    return followPlayers(this.#context, options);
  }

  /**
   * Recommends tracks near the mean of several seeds, the nearest first and without filters, as the Python rbassist
   * does. With `order`, it orders them so that they mix. Warns about seeds that it can't use.
   *
   * @param seeds Paths, or words of an artist, title or path in any order.
   * @throws {NotFoundError} if no seed is in the library, or none has a vector.
   * @throws {OptionError} for an unknown or invalid option.
   */
  recommendSequence(seeds: readonly string[], options: RecommendSequenceOptions = {}): Promise<RecommendedSequence> {
    return recommendSequence(this.#context, seeds, options);
  }

  /**
   * Plans a set: chooses tracks of the library, and their order. Saves nothing: see {@link saveSet}.
   *
   * @throws {NotFoundError} with the closest names if an option names a track that is not in the library.
   * @throws {OptionError} for an unknown or invalid option, or options that contradict each other.
   */
  planSet(options: PlanSetOptions = {}): Promise<PlannedSet> {
    return planTracks(this.#context, options);
  }

  /**
   * Finds a path from one track to another, in `length` tracks with both of them, whose sound, tempo, energy and keys
   * change gradually.
   *
   * @throws the same errors as {@link planSet}.
   */
  pathBetween(from: string, to: string, options: PathBetweenOptions = {}): Promise<PlannedPath> {
    return pathBetween(this.#context, from, to, options);
  }

  /** Lists the saved sets. Those that can't be read have a `problem`. */
  sets(): Promise<SetSummary[]> {
    return summarizeSets(this.#context);
  }

  /** Returns true if a set of that name is saved, in any case or Unicode form. */
  hasSet(name: string): Promise<boolean> {
    return this.#context.sets.has(name);
  }

  /**
   * Reads a saved set, finds its tracks, also after files moved, and rates its mixes. Case and Unicode form of the name
   * don't matter.
   *
   * @throws {NotFoundError} if there is no set of that name.
   * @throws {FileFormatError} if its file is damaged, or of a later rbassist.
   */
  async set(name: string, run: RunOptions = {}): Promise<ViewedSet> {
    return viewSet(this.#context, await this.#context.sets.read(name), run);
  }

  /**
   * Saves a planned set, or a list of tracks, under a name. Keeps the version before, for {@link undoSet}.
   *
   * @throws {OptionError} if there is a set of that name and `overwrite` is not set.
   * @throws {DataFolderError} if the data folder can't be written to.
   */
  saveSet(name: string, set: SetToSave, options: SaveSetOptions = {}): Promise<SavedSet> {
    return saveSet(this.#context, name, set, options);
  }

  /**
   * Changes a saved set. Meanwhile, no other process can change one.
   *
   * @param edit Returns the changed set, e.g. by {@link moveTrack}, and does not change its argument.
   * @throws the same errors as {@link set} and {@link saveSet}.
   */
  editSet(name: string, edit: (set: SavedSet) => SavedSet | Promise<SavedSet>): Promise<SavedSet> {
    return this.#context.sets.edit(name, edit);
  }

  /**
   * Gives stars to the mix from a track of a saved set into the next one. They count as those of {@link saveMixStars}.
   *
   * @param track Place, from 0; or a text: the number from 1, a path, or words of the name.
   * @param stars 1 to 5; 0 removes them.
   * @throws {OptionError} for other stars, and for a track without a next one.
   * @throws the same errors as {@link editSet}.
   */
  rateSetMix(name: string, track: number | string, stars: number): Promise<SavedSet> {
    return rateSetMix(this.#context, name, track, stars);
  }

  /**
   * Adds tracks to a saved set until it has `length`. Its tracks stay in their order, locked ones at their places.
   *
   * @throws the same errors as {@link planSet} and {@link editSet}.
   */
  fillSet(name: string, length: number, options: PlanAgainOptions = {}): Promise<PlannedAgain> {
    return fillSet(this.#context, name, length, options);
  }

  /** Puts the tracks of a saved set in the best order; locked ones keep their places. Throws as {@link fillSet}. */
  orderSet(name: string, options: PlanAgainOptions = {}): Promise<PlannedAgain> {
    return orderSet(this.#context, name, options);
  }

  /** Gives a saved set another name. Throws as {@link editSet}. */
  renameSet(name: string, to: string): Promise<SavedSet> {
    return this.#context.sets.rename(name, to);
  }

  /** Removes a saved set. {@link undoSet} brings it back. Throws as {@link editSet}. */
  removeSet(name: string): Promise<void> {
    return this.#context.sets.remove(name);
  }

  /**
   * Brings back the version before the last change of a set, or a removed set. A second undo takes that back.
   *
   * @throws {NotFoundError} if there is no earlier version.
   */
  undoSet(name: string): Promise<SavedSet> {
    return undoSet(this.#context, name);
  }

  /**
   * Finds the tracks that texts mean, as {@link editSet} adds them to a set.
   *
   * @throws {NotFoundError} with the closest names if nothing matches.
   */
  setTracks(texts: readonly string[]): Promise<SetTrack[]> {
    return setTracks(this.#context, texts);
  }

  /**
   * Reads an M3U or M3U8 playlist, and finds the library's tracks for its entries, also if the files have moved.
   *
   * @throws {OptionError} if the file can't be read, is not such a playlist, or lists no tracks.
   */
  async readPlaylist(file: string): Promise<ResolvedPlaylist> {
    return resolvePlaylist(this.#context, await readPlaylist(file));
  }

  /**
   * Reads a table of artists and titles, such as an export of Spotify, and finds the library's tracks for its rows.
   *
   * @throws {OptionError} if the file can't be read, is no table, lists no tracks, or lacks a column.
   */
  readCsvPlaylist(file: string, options: CsvPlaylistOptions = {}): Promise<CsvPlaylist> {
    return readCsvPlaylist(this.#context, file, options);
  }

  /**
   * Writes tracks to a playlist file: M3U8, JSON, or plain paths, by the ending of its name.
   *
   * @returns the absolute path of the file.
   * @throws {OptionError} if the file exists and `overwrite` is not set, or if it can't be written.
   */
  writePlaylist(file: string, paths: readonly string[], options: WritePlaylistOptions = {}): Promise<string> {
    return writePlaylist(this.#context, file, paths, options);
  }

  /**
   * Writes tracks and playlists as an XML file that Rekordbox imports: the whole library, or what the options name.
   * With `base`, the tracks of your own export keep their identity and values; that file never changes.
   *
   * @param file File to write. @default 'rbassist.xml'
   * @throws {OptionError} for an invalid option, or if the file exists and `overwrite` is not set.
   * @throws {NotFoundError} if the library has no such track, playlist, set or tag, or there is nothing to write.
   * @throws {XmlError} if `base` is damaged.
   */
  exportXml(file?: string, options: ExportXmlOptions = {}): Promise<ExportedXml> {
    return exportXml(this.#context, file, options);
  }

  /**
   * Writes tracks and playlists as an NML file that Traktor imports: the whole library, or what the options name.
   *
   * @param file File to write. @default 'rbassist.nml'
   * @throws {OptionError} for an invalid option, or if the file exists and `overwrite` is not set.
   * @throws {NotFoundError} if the library has no such track, playlist, set or tag, or there is nothing to write.
   */
  exportNml(file?: string, options: ExportNmlOptions = {}): Promise<ExportedNml> {
    return exportNml(this.#context, file, options);
  }

  /**
   * Compares the library, or what the options name, with your own export of Rekordbox, and says what an import would do
   * to each track. With `out`, writes a file with only what is needed. Your export never changes. Yields each track;
   * returns the summary, with the clicks that import the file.
   *
   * @throws {OptionError} for an invalid option, or if `out` exists and `overwrite` is not set.
   * @throws {NotFoundError} if the library has no such track, playlist, set or tag.
   * @throws {XmlError} if `theirs` is damaged.
   */
  planXml(theirs: string, options: PlanXmlOptions = {}): AsyncGenerator<PlannedImport, XmlPlan> {
    return planXml(this.#context, theirs, options);
  }

  /**
   * Follows the XML file that Rekordbox exports, or all XML files of a folder, and imports, checks or plans each new
   * version. Waits for files that are missing, locked or half-written. Ends when the signal is aborted.
   *
   * @throws {OptionError} for an invalid option.
   */
  watchXml(target: string, options: WatchLibraryOptions = {}): AsyncGenerator<WatchLibraryEvent, void> {
    return watchXml(this.#context, target, options);
  }

  /**
   * Lists the tracks that fit rules, in the order of the library.
   *
   * @throws {OptionError} for an unknown or invalid rule.
   */
  listByRules(rules: PlaylistRules): Promise<RuledPlaylist> {
    return listByRules(this.#context, rules);
  }

  /**
   * Lists the rules that are saved in `playlist_presets.yml`, which the Python rbassist uses too, by name.
   *
   * @throws {FileFormatError} if the file is damaged.
   */
  playlistPresets(): Promise<PlaylistPreset[]> {
    return playlistPresets(this.#context);
  }

  /**
   * Returns the saved rules of a name.
   *
   * @throws {NotFoundError} with all names if there are none.
   * @throws {FileFormatError} if the file is damaged, or a rule is wrong.
   */
  playlistPreset(name: string): Promise<PlaylistPreset> {
    return playlistPreset(this.#context, name);
  }

  /**
   * Saves rules under a name, and replaces those of this name. Keeps other presets, unknown keys and comments.
   *
   * @throws {OptionError} for an invalid rule.
   * @throws {FileFormatError} if the file is damaged.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  savePlaylistPreset(preset: Omit<PlaylistPreset, 'output'> & { output?: string }): Promise<PlaylistPreset> {
    return savePlaylistPreset(this.#context, preset);
  }

  /** Removes saved rules. Throws as {@link playlistPreset} and {@link savePlaylistPreset}. */
  deletePlaylistPreset(name: string): Promise<void> {
    return deletePlaylistPreset(this.#context, name);
  }

  /**
   * Sets your own values of a track. No scan or analysis replaces them without `force`. {@link undo} undoes it. A scan
   * that runs in this process does not hinder it. In a large library, the change is in the journal at once, and in
   * meta.json when the library is closed.
   *
   * @returns the changed record.
   * @throws {NotFoundError} if the library has no such track.
   * @throws {OptionError} for an unknown or invalid value.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  edit(path: string, values: TrackEdit): Promise<TrackRecord> {
    return editTrack(this.#context, path, values);
  }

  /**
   * Sets the same values of several tracks, as {@link edit} does. One {@link undo} undoes all of it.
   *
   * @returns the number of tracks that changed. Throws as {@link edit}; nothing is changed then.
   */
  editAll(paths: readonly string[], values: TrackEdit): Promise<{ changed: number }> {
    return editTracks(this.#context, paths, values);
  }

  /** Lists edits and changes of tags that can be undone, the last first. The library keeps the last 100. */
  history(limit = 100): Promise<LibraryChange[]> {
    return listChanges(this.#context, limit);
  }

  /**
   * Undoes the last change that {@link history} lists. Leaves tracks that changed since.
   *
   * @throws {NotFoundError} if there is no such change.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  undo(): Promise<UndoneChange> {
    return undoLast(this.#context);
  }

  /**
   * Brings values and playlists of a DJ program into the library, as if you had set them here: BPM, key, grid, cues,
   * rating, colour, plays, dates, comments and My Tags. A value replaces one that is missing, measured, or from an
   * earlier import and not changed since; other values stay unless `force` is set. Yields events as they happen;
   * returns the summary.
   *
   * @param collection Collection from a reader of `@rbassist/rekordbox`.
   * @throws {OptionError} for an unknown or invalid option.
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws the errors of the collection; what was read before is saved.
   */
  importCollection(collection: DjCollection, options: ImportOptions = {}): AsyncGenerator<ImportEvent, ImportSummary> {
    return importCollection(this.#context, collection, options);
  }

  /**
   * Compares the measured beat grids with those of a DJ program's collection, by kind of file. Medians near 0 prove
   * that times reach the program unshifted. Changes nothing.
   *
   * @param collection Collection from a reader of `@rbassist/rekordbox`.
   * @throws {OptionError} for an unknown or invalid option.
   * @throws the errors of the collection.
   */
  calibrate(collection: DjCollection, options: RunOptions = {}): Promise<Calibration> {
    return calibrate(this.#context, collection, options);
  }

  /**
   * Counts how often the measured BPM, key and beat grid agree with those of a DJ program's collection, by kind of
   * disagreement. Changes nothing.
   *
   * @param collection Collection from a reader of `@rbassist/rekordbox`.
   * @throws {OptionError} for an unknown or invalid option.
   * @throws the errors of the collection.
   */
  evaluateAnalysis(collection: DjCollection, options: RunOptions = {}): Promise<AnalysisAgreement> {
    return evaluateAnalysis(this.#context, collection, options);
  }

  /**
   * Stores M3U and M3U8 files as playlists of the library, under the names of the files. Finds tracks as
   * {@link readPlaylist} does. Replaces earlier ones of these names.
   *
   * @throws {OptionError} if a file can't be read, is not such a playlist, or lists no tracks. Nothing is stored then.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  importPlaylists(files: readonly string[]): Promise<ResolvedPlaylist[]> {
    return importPlaylistFiles(this.#context, files);
  }

  /** Finds the library's tracks of a saved set, for {@link expandCrate}. Throws {@link NotFoundError} without it. */
  crateOfSet(name: string): Promise<CrateSource> {
    return crateOfSet(this.#context, name);
  }

  /** Lists the imported playlists. Throws {@link FileFormatError} if their file is damaged. */
  importedPlaylists(): Promise<ImportedPlaylistSummary[]> {
    return listPlaylists(this.#context);
  }

  /**
   * Finds the library's tracks of an imported playlist, for {@link expandCrate}. Reads no file but those of the data
   * folder.
   *
   * @param name Its folders and its name, with slashes between.
   * @throws {NotFoundError} if there is no such playlist; {@link OptionError} if there are several.
   */
  importedPlaylist(program: string, name: string): Promise<CrateSource> {
    return importedPlaylist(this.#context, program, name);
  }

  /**
   * Finds the library's tracks of a playlist of a DJ program, for {@link expandCrate}. Stores nothing.
   *
   * @param name Name of the playlist, `Folder/Name`, or `db:` and its identifier.
   * @param where Place of the playlists, for messages, e.g. the name of the file.
   * @throws {NotFoundError} if there is no such playlist; {@link OptionError} if there are several.
   */
  collectionPlaylist(collection: DjCollection, name: string, where?: string): Promise<CrateSource> {
    return collectionPlaylist(this.#context, collection, name, where);
  }

  /**
   * Puts back what the last import changed, also one that was stopped. Leaves values that changed since. The last ten
   * imports can be undone, one by one.
   *
   * @throws {NotFoundError} if there is no such import.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  undoImport(): Promise<UndoneImport> {
    return undoImport(this.#context);
  }

  /**
   * Finds copies among the library's tracks, or the files under `paths`, and names the one to keep in each group.
   * Changes nothing.
   *
   * @throws {OptionError} for an unknown or invalid option.
   */
  findDuplicates(options: DuplicateOptions = {}): Promise<DuplicateReport> {
    return findDuplicates(this.#context, options);
  }

  /**
   * Copies or moves the duplicates that {@link findDuplicates} finds into a staging folder. {@link unstage} brings them
   * back.
   *
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {OptionError} for an invalid option, or a folder that holds music of the library.
   * @throws {DataFolderError} if the folder can't be written to; finished files are kept.
   */
  stageDuplicates(options: StageOptions = {}): Promise<StageReport> {
    return stageDuplicates(this.#context, options);
  }

  /**
   * Puts staged duplicates back in place.
   *
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {NotFoundError} if nothing is staged in the folder.
   * @throws {DataFolderError} if the folder can't be written to; finished files are kept.
   */
  unstage(options: UnstageOptions = {}): Promise<UnstageReport> {
    return unstageDuplicates(this.#context, options);
  }

  /**
   * Lists the files that {@link unstage} would bring back.
   *
   * @param dest Staging folder. @default `dup_stage` in the data folder
   * @throws {DataFolderError} if the folder can't be read.
   */
  stagedFiles(dest?: string): Promise<StagedFiles> {
    return stagedFiles(this.#context, dest);
  }

  /** Returns the paths of the tracks whose files are staged. The same set again if no track has changed. */
  stagedPaths(): Promise<ReadonlySet<string>> {
    return stagedPaths(this.#context);
  }

  /**
   * Marks files as no copies of each other, so that {@link findDuplicates} leaves them apart in every mode.
   *
   * @throws {OptionError} for fewer than two files.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  markNotCopies(paths: readonly string[]): Promise<void> {
    return markNotCopies(this.#context, paths);
  }

  /**
   * Takes back a mark of {@link markNotCopies}.
   *
   * @throws {NotFoundError} if these files are not marked.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  unmarkNotCopies(paths: readonly string[]): Promise<void> {
    return unmarkNotCopies(this.#context, paths);
  }

  /**
   * Lists the files that are marked as no copies of each other, the first mark first.
   *
   * @throws {FileFormatError} if the file of the marks is damaged.
   */
  notCopies(): Promise<string[][]> {
    return readNotCopies(this.#context);
  }

  /** Checks the library for missing tracks, junk records, damaged vectors and a stale index. Changes nothing. */
  check(options: RunOptions = {}): Promise<LibraryCheck> {
    return checkLibrary(this.#context, options);
  }

  /**
   * Repairs the library: finds moved and renamed files, merges several records of one file, and removes junk records,
   * bad vectors and unneeded files. Keeps edited values. Removed vectors go to the trash. Unless `force` is set, it
   * removes no vectors while records are missing or damaged, and never more than half of them. Without `apply` it only
   * reports.
   *
   * @param folders Folders to search for moved files; if empty, those with the library's music.
   * @throws {LibraryBusyError} if another process is writing to this library.
   * @throws {DataFolderError} if the data folder can't be written to.
   */
  repair(folders: readonly string[] = [], options: RepairOptions = {}): Promise<RepairReport> {
    return repairLibrary(this.#context, folders, options);
  }

  /**
   * Removes tracks whose files are missing, and moves their vectors to the trash. Without `apply` it only reports. By
   * default it keeps edited tracks, and removes nothing if a whole drive is missing or more than half of the library
   * would go.
   *
   * @throws the same errors as {@link repair}.
   */
  prune(options: PruneOptions = {}): Promise<PruneReport> {
    return pruneLibrary(this.#context, options);
  }

  /**
   * Restores the vectors that a repair, a prune or a change of model removed, unless another file has taken their
   * place.
   *
   * @throws the same errors as {@link repair}.
   */
  restoreTrash(): Promise<RestoreReport> {
    return this.#context.records.write(() => new Trash(this.#context.folder).restore());
  }

  /**
   * Deletes the removed vectors for good.
   *
   * @throws the same errors as {@link repair}.
   */
  emptyTrash(): Promise<EmptyTrashReport> {
    return this.#context.records.write(() => new Trash(this.#context.folder).empty());
  }

  /**
   * Compares a model's vector for a track with the one that the Python rbassist stored. Uses the first track whose
   * audio file and vector are both readable. Changes nothing.
   *
   * @returns undefined if the library has no vector of the Python rbassist for this model.
   * @throws {FileFormatError} if the model can't be used.
   * @throws {TrackError} if none of the first tracks can be decoded.
   */
  compareStored(model: StoredModelFolder, options: CompareStoredOptions = {}): Promise<ClipComparison | undefined> {
    return compareStored(this.#context, model, options);
  }

  /**
   * Lists the tracks that failed when they were last tried, with the reason and the remedies. Changes nothing.
   *
   * @throws {NotFoundError} if the library has no track under `paths`.
   * @throws {OptionError} for an unknown or invalid option.
   */
  failures(options: FailureOptions = {}): Promise<FailureReport> {
    return listFailures(this.#context, options);
  }

  /**
   * Suggests tags for tracks, from the tracks that have them, or with `from` those that stand out in the sound. Reads
   * the tags of records, and of the Python rbassist's `tags.yml` and `my_tags.yml` in the `config` folder next to the
   * data folder. Never suggests a tag that a track has, or that was rejected for it. With `apply`, it adds the
   * suggestions to the tracks' own tags, also in `tags.yml` if it exists; with `save`, it stores them for
   * {@link tagSuggestions}. Otherwise it changes nothing.
   *
   * @param targets Files or folders; if empty, all tracks without own tags.
   * @throws {NotFoundError} if no tag has enough tracks to learn from, if no track lacks tags, or if `from` is `sound`
   *   and the vectors hold no tags.
   * @throws {OptionError} for an unknown or invalid option.
   * @throws {FileFormatError} for a damaged tag file.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  suggestTags(targets: readonly string[] = [], options: SuggestLibraryTagsOptions = {}): Promise<TagReport> {
    return suggestLibraryTags(this.#context, targets, options);
  }

  /**
   * Counts right suggestions per tag, when each tagged track is tried without its own tags. Changes nothing.
   *
   * @returns undefined if the call was aborted.
   * @throws the same errors as {@link suggestTags}.
   */
  evaluateTags(options: EvaluateLibraryTagsOptions = {}): Promise<TagsEvaluation | undefined> {
    return evaluateLibraryTags(this.#context, options);
  }

  /**
   * Finds the untagged tracks whose tags would teach most. Changes nothing.
   *
   * @throws the same errors as {@link suggestTags}.
   */
  uncertainTracks(options: UncertainTracksOptions = {}): Promise<UncertainTracks> {
    return uncertainTracks(this.#context, options);
  }

  /** Lists the stored suggestions, the highest score first. Changes nothing. */
  tagSuggestions(options: TagReviewOptions = {}): ReviewedTrack[] {
    return tagSuggestions(this.#context, options);
  }

  /**
   * Makes stored suggestions the tracks' own tags, with one write.
   *
   * @throws {NotFoundError} if the library has no such track, or the tag is not suggested for it.
   * @throws the other errors of {@link suggestTags}.
   */
  acceptTags(choices: TagChoice | readonly TagChoice[] = {}): Promise<TagChanges> {
    return judgeSuggestions(this.#context, 'accept', choices);
  }

  /**
   * Removes stored suggestions, which are then not suggested again.
   *
   * @throws the same errors as {@link acceptTags}.
   */
  rejectTags(choices: TagChoice | readonly TagChoice[] = {}): Promise<TagChanges> {
    return judgeSuggestions(this.#context, 'reject', choices);
  }

  /**
   * Removes stored suggestions. They may be suggested again.
   *
   * @throws the same errors as {@link acceptTags}.
   */
  dropTagSuggestions(choices: TagChoice | readonly TagChoice[]): Promise<TagChanges> {
    return judgeSuggestions(this.#context, 'drop', choices);
  }

  /**
   * Removes all stored suggestions. {@link undo} brings them back.
   *
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  clearTagSuggestions(): Promise<TagChanges> {
    return clearSuggestions(this.#context);
  }

  /**
   * Adds own tags to a track or several, and removes some, with one write; also in `tags.yml` if it exists.
   *
   * @throws the same errors as {@link acceptTags}.
   */
  changeTags(tracks: string | readonly string[], edit: OwnTagEdit): Promise<TagChanges> {
    return changeOwnTags(this.#context, tracks, edit);
  }

  /**
   * Gives a tag another name on all tracks, or the same name in another spelling. A name that exists merges both.
   *
   * @throws {NotFoundError} if no track has the tag.
   * @throws the other errors of {@link acceptTags}.
   */
  renameTag(tag: string, to: string): Promise<TagChanges> {
    return renameTag(this.#context, tag, to);
  }

  /**
   * Removes a tag from all tracks.
   *
   * @throws the same errors as {@link renameTag}.
   */
  removeTag(tag: string): Promise<TagChanges> {
    return removeTag(this.#context, tag);
  }

  /**
   * Counts the tags of chosen tracks, the most frequent first.
   *
   * @throws {NotFoundError} if the library has no such track.
   */
  tagsOf(tracks: readonly string[]): Promise<TagOfTracks[]> {
    return countTagsOf(this.#context, tracks);
  }

  /**
   * Imports tags, genres and subgenres of purchases from a CSV file, for tracks of exactly the same artist and title.
   * Fills only what tracks lack, unless `force` is set. {@link undoTags} undoes it.
   *
   * @param config YAML file with the headings of the columns.
   * @throws {OptionError} if a file can't be read, or lacks a column.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  importBandcamp(csv: string, config: string, options: BandcampOptions = {}): Promise<BandcampImport> {
    return importBandcamp(this.#context, csv, config, options);
  }

  /**
   * Undoes the last command that changed own tags or rejections. Leaves tracks whose tags changed since.
   *
   * @throws {NotFoundError} if there is no such command.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  undoTags(): Promise<UndoneTags> {
    return undoTags(this.#context);
  }

  /**
   * Returns a track's own tags, stored suggestions and rejections.
   *
   * @throws the same errors as {@link acceptTags}.
   */
  trackTags(track: string): Promise<TagsOfTrack> {
    return trackTags(this.#context, track);
  }

  /** Counts own tags and suggestions. */
  tagStats(): Promise<TagStats> {
    return tagStats(this.#context);
  }

  /** Finds contradictions among own tags and suggestions. Changes nothing. */
  validateTags(): Promise<TagProblem[]> {
    return validateTags(this.#context);
  }

  /**
   * Copies tags, suggestions and rejections from the files of the Python rbassist to the records. Leaves the files as
   * they are.
   *
   * @throws the same errors as {@link suggestTags}.
   */
  migrateTags(options: MigrateTagsOptions = {}): Promise<MigratedTags> {
    return migrateTags(this.#context, options);
  }

  /**
   * Returns a track's waveform in three bands: at most 1,000 columns for the whole track, or 150 a second for a part.
   * Scans store the whole one. Otherwise rbassist computes it now, which takes a few seconds, and stores it.
   *
   * @throws {NotFoundError} if the library has no such track.
   * @throws {OptionError} for an invalid part.
   * @throws {TrackError} if there is no stored waveform, and the file is missing or can't be decoded.
   */
  waveform(path: string, part?: WaveformPart): Promise<Waveform> {
    return trackWaveform(this.#context, path, part);
  }

  /**
   * Returns small waveforms for the rows of a table: at most 64 columns of three bytes each, as in {@link waveform}.
   * Reads only stored ones; undefined for a track without one.
   *
   * @param paths Paths of tracks as {@link tracks} gives them.
   * @throws {OptionError} for an unknown or invalid option or path.
   */
  waveformStrips(paths: readonly string[], options: StripOptions = {}): Promise<(Uint8Array | undefined)[]> {
    return waveformStrips(this.#context, paths, options);
  }

  /**
   * Returns a track's sound as a file that browsers play: the file itself, or decoded to WAV. You read it by ranges.
   * Opens no file but that of the track.
   *
   * @throws {NotFoundError} if the library has no such track.
   * @throws {OptionError} for an unknown or invalid option.
   * @throws {TrackError} if the file is missing or can't be decoded.
   */
  audio(path: string, options: TrackAudioOptions = {}): Promise<TrackAudio> {
    return trackAudio(this.#context, path, options);
  }

  /**
   * Returns a track's picture: from its tags, or else a file such as `cover.jpg` in the same folder, of up to 16 MiB.
   * It is a JPEG, PNG, GIF or WebP by its content.
   *
   * @returns undefined if there is none.
   * @throws {NotFoundError} if the library has no such track.
   */
  artwork(path: string): Promise<Artwork | undefined> {
    return trackArtwork(this.#context, path);
  }

  /**
   * Reads the settings that are in effect, and where they come from. A configuration file that can't be used has its
   * error in `files`.
   */
  settings(): Promise<Config> {
    return readConfig({ dataDir: this.#context.folder.root, skipInvalid: true });
  }

  /**
   * Changes settings in the configuration file of the data folder. Keeps the others, also unknown ones.
   *
   * @throws {OptionError} for an invalid value.
   * @throws {FileFormatError} if the file is damaged.
   * @throws {LibraryBusyError} if another process is writing to this library.
   */
  changeSettings(changes: SettingChanges): Promise<void> {
    return changeSettings(this.#context, changes);
  }

  /** Counts the library's contents. */
  stats(): Promise<LibraryStats> {
    return libraryStats(this.#context);
  }

  /** Saves unsaved changes and closes the library. You may close it twice. */
  close(): Promise<void> {
    return this.#context.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

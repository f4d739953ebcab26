export * from './artwork/index.ts';
export * from './audio/index.ts';
export * from './browse/index.ts';
export * from './config/index.ts';
export * from './crates/index.ts';
export * from './csv/index.ts';
export * from './duplicates/index.ts';
export type { TrackEdit } from './edit/edit-track.ts';
export type { FailedTrack, FailureOptions, FailureReport } from './failures/list-failures.ts';
export type { SkippedPath } from './files/walk-music.ts';
export * from './folders/index.ts';
export type { LibraryChange, UndoneChange } from './history/undo-change.ts';
export { Library, type OpenLibraryOptions, openLibrary } from './library.ts';
export type { LibraryWarning } from './library-context.ts';
export * from './lists/index.ts';
export { describeMachine, type MachineDescription } from './machine/describe-machine.ts';
export * from './maintenance/index.ts';
export * from './map/index.ts';
export * from './mix-stars/index.ts';
export * from './models/index.ts';
export type { NormalizedTrack, NormalizeEvent, NormalizeSummary } from './normalize/normalize-events.ts';
export { NORMALIZE_DEFAULTS, type NormalizeOptions } from './normalize/normalize-options.ts';
export * from './players/index.ts';
export * from './playlists/index.ts';
export type { RecommendResult, RecommendSeed, RecommendTracksOptions } from './recommend/recommend-tracks.ts';
export * from './rekordbox/index.ts';
export type { ScanEvent, ScanSummary } from './scan/scan-events.ts';
export { type AnalyzeOptions, SCAN_DEFAULTS, type ScanOptions } from './scan/scan-options.ts';
export * from './sequence/index.ts';
export * from './sets/index.ts';
export * from './sound-tags/index.ts';
export * from './tags/index.ts';
export type { EmptyTrashReport, RestoreReport } from './trash/trash.ts';
export * from './watch/index.ts';
export * from './waveforms/index.ts';

// analysis and index

export type { AnalysisOptions, CueTemplate } from '@rbassist/analyze';
export { ANALYSIS_DEFAULTS, ANALYSIS_PARTS, GRID_MODES, KEY_PROFILE_NAMES, parseCueTemplate } from '@rbassist/analyze';
export type { IndexReport } from '@rbassist/index';

// records

export type { Cue, EmbeddingSpace, Recommendation, TempoSegment, TrackErrorKind, TrackRecord } from '@rbassist/core';
export { FILTER_DEFAULTS, FILTER_NAMES, KEEPER_CRITERIA, RECOMMEND_DEFAULTS } from '@rbassist/core';

// runs, and errors of a folder or a model

export type { ProgressEvent, Remedy, Result, RunOptions, Stage } from '@rbassist/core';
export { DataFolderError, FileFormatError, LibraryBusyError, MissingDependencyError } from '@rbassist/core';
export { HubError, ModelBusyError, ModelCacheError, ModelChecksumError, ModelLicenseError } from '@rbassist/embed';

// other errors

export { NotFoundError, OptionError, RbassistError, SpaceMismatchError, TrackError } from '@rbassist/core';

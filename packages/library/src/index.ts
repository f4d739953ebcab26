export { describeEngines, type EngineDescription, type IndexReport } from '@rbassist/index';
export type { DuplicateProblem } from './duplicates/compared-file.ts';
export type { DescribedFile } from './duplicates/described-file.ts';
export {
  DUPLICATE_DEFAULTS,
  DUPLICATE_MODES,
  type DuplicateMode,
  type DuplicateOptions,
} from './duplicates/duplicate-options.ts';
export type { DuplicateReport, FoundCopy, FoundGroup } from './duplicates/find-duplicates.ts';
export type { StagedFile, StageOptions, StageReport } from './duplicates/stage-duplicates.ts';
export type { LeftFile, LeftReason } from './duplicates/staging-plan.ts';
export type { UnstageOptions, UnstageReport } from './duplicates/unstage.ts';
export type { TrackEdit } from './edit/edit-track.ts';
export { type DataFolder, type DataFolderOptions, resolveDataFolder } from './files/data-folder.ts';
export { Library, type OpenLibraryOptions, openLibrary } from './library.ts';
export type { LibraryWarning } from './library-context.ts';
export type { AbsentFolder } from './maintenance/absent-folders.ts';
export type { BuildIndexOptions } from './maintenance/build-library-index.ts';
export type { Finding, FindingKind, LibraryCheck } from './maintenance/check-library.ts';
export type { MovedTrack, MoveEvidence, UnclearMove } from './maintenance/find-moved.ts';
export type { LibraryStats } from './maintenance/library-stats.ts';
export type {
  EditedTrack,
  Merge,
  PruneOptions,
  PruneRefusal,
  PruneReport,
  RepairOptions,
  RepairReport,
} from './maintenance/maintenance-options.ts';
export type { BadVector, VectorProblem } from './maintenance/vector-problems.ts';
export type { CompareStoredOptions, StoredModelFolder } from './models/compare-stored.ts';
export { DEFAULT_MODEL, type EmbeddingOptions, MODELS } from './models/prepare-embedder.ts';
export type { NormalizedTrack, NormalizeEvent, NormalizeSummary } from './normalize/normalize-events.ts';
export { NORMALIZE_DEFAULTS, type NormalizeOptions } from './normalize/normalize-options.ts';
export type { RecommendResult, RecommendTracksOptions } from './recommend/recommend-tracks.ts';
export type { ScanEvent, ScanSummary } from './scan/scan-events.ts';
export { type AnalyzeOptions, SCAN_DEFAULTS, type ScanOptions } from './scan/scan-options.ts';
export type { TrackTiming } from './scan/track-request.ts';
export { embeddingFileName } from './vectors/embedding-file.ts';

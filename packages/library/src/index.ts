export { describeEngines, type EngineDescription } from '@rbassist/index';
export type { AbsentFolder } from './care/absent-folders.ts';
export type {
  InvestedTrack,
  Merge,
  PruneOptions,
  PruneRefusal,
  PruneReport,
  RepairOptions,
  RepairReport,
} from './care/care-options.ts';
export type { Finding, FindingKind, LibraryCheck } from './care/check-library.ts';
export type { MovedTrack, MoveEvidence, UnclearMove } from './care/find-moved.ts';
export type { BadVector, VectorProblem } from './care/vector-problems.ts';
export type { CompareStoredOptions, StoredModelFolder } from './compare-stored.ts';
export { type DataFolder, type DataFolderOptions, resolveDataFolder } from './data-folder.ts';
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
export { DEFAULT_MODEL, type EmbeddingOptions, MODELS } from './embedders.ts';
export { embeddingFileName } from './embedding-file.ts';
export { Library, type OpenLibraryOptions, openLibrary, type RecommendResult } from './library.ts';
export type { IndexOptions } from './library-index.ts';
export type { LibraryStats } from './library-stats.ts';
export type { NormalizedTrack, NormalizeEvent, NormalizeSummary } from './normalize-events.ts';
export { NORMALIZE_DEFAULTS, type NormalizeOptions } from './normalize-options.ts';
export type { ScanEvent, ScanSummary } from './scan-events.ts';
export { type AnalyzeOptions, SCAN_DEFAULTS, type ScanOptions } from './scan-options.ts';
export type { TrackTiming } from './track-task.ts';

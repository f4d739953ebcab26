export {
  ANALYSIS_DEFAULTS,
  ANALYSIS_PARTS,
  type AnalysisOptions,
  type CueTemplate,
  GRID_MODES,
  KEY_PROFILE_NAMES,
  parseCueTemplate,
} from '@rbassist/analyze';
export type {
  Cue,
  EmbeddingSpace,
  ProgressEvent,
  Remedy,
  Result,
  RunOptions,
  Stage,
  TempoSegment,
  TrackRecord,
} from '@rbassist/core';
export {
  DataFolderError,
  FileFormatError,
  KEEPER_CRITERIA,
  LibraryBusyError,
  MissingDependencyError,
  NotFoundError,
  OptionError,
  RbassistError,
  RECOMMEND_DEFAULTS,
  type Recommendation,
  SpaceMismatchError,
  TrackError,
  type TrackErrorKind,
} from '@rbassist/core';
export type { ClipAndReference, ClipComparison, VerifiedFile, VerifiedModel } from '@rbassist/embed';
export {
  DEVICES,
  type DeviceChoice,
  findModel,
  HubError,
  listModels,
  MERT_DEFAULTS,
  MERT_PRECISIONS,
  MERT_WINDOWS,
  ModelBusyError,
  ModelCacheError,
  ModelChecksumError,
  ModelLicenseError,
  type ModelTerms,
  type PulledModel,
  type PullOptions,
  pullModel,
  type RevisionOptions,
  removeModel,
  type StoredModel,
  type StoreOptions,
} from '@rbassist/embed';
export type { IndexReport } from '@rbassist/index';
export type { DuplicateProblem } from './duplicates/compared-file.ts';
export type { DescribedFile } from './duplicates/described-file.ts';
export {
  DUPLICATE_DEFAULTS,
  DUPLICATE_MODES,
  type DuplicateMode,
  type DuplicateOptions,
} from './duplicates/duplicate-options.ts';
export type { DuplicateReport, FoundCopy, FoundGroup } from './duplicates/find-duplicates.ts';
export type { StageOptions, StageReport } from './duplicates/stage-duplicates.ts';
export type { LeftFile, LeftReason } from './duplicates/staging-plan.ts';
export type { UnstageOptions, UnstageReport } from './duplicates/unstage.ts';
export type { TrackEdit } from './edit/edit-track.ts';
export { Library, type OpenLibraryOptions, openLibrary } from './library.ts';
export type { LibraryWarning } from './library-context.ts';
export { describeMachine, type MachineDescription } from './machine/describe-machine.ts';
export type { BuildIndexOptions } from './maintenance/build-library-index.ts';
export type { Finding, FindingKind, LibraryCheck } from './maintenance/check-library.ts';
export type { LibraryStats } from './maintenance/library-stats.ts';
export type {
  PruneOptions,
  PruneRefusal,
  PruneReport,
  RepairOptions,
  RepairReport,
} from './maintenance/maintenance-options.ts';
export type { VectorProblem } from './maintenance/vector-problems.ts';
export type { EmbeddingOptions } from './models/prepare-embedder.ts';
export { type ModelVerification, type VerifyModelOptions, verifyModel } from './models/verify-model.ts';
export type { NormalizedTrack, NormalizeEvent, NormalizeSummary } from './normalize/normalize-events.ts';
export { NORMALIZE_DEFAULTS, type NormalizeOptions } from './normalize/normalize-options.ts';
export type { RecommendResult, RecommendTracksOptions } from './recommend/recommend-tracks.ts';
export type { ScanEvent, ScanSummary } from './scan/scan-events.ts';
export { type AnalyzeOptions, SCAN_DEFAULTS, type ScanOptions } from './scan/scan-options.ts';

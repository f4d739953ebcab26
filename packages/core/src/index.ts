export { bounded } from './run/map-concurrent.ts';
export {
  type CamelotKey,
  camelotOf,
  formatKey,
  KEY_NOTATIONS,
  KEY_RELATION_LABELS,
  type KeyNotation,
  type KeyRelation,
  keyName,
  keyRelation,
  parseKey,
} from './keys/camelot.ts';
export { bassSimilarity, rhythmSimilarity } from './recommend/contour-similarity.ts';
export { dataFolderError } from './files/data-folder-error.ts';
export {
  type DuplicateCandidate,
  type DuplicateGroup,
  type GroupOptions,
  groupDuplicates,
} from './duplicates/group-duplicates.ts';
export { KEEPER_CRITERIA, type KeeperCriterion, type KeeperFacts, keeperCriteria } from './duplicates/keeper-order.ts';
export { isAsLong, metadataKey, metadataLinks, type NamedTrack } from './duplicates/metadata-links.ts';
export { namesOtherVersion } from './duplicates/version-words.ts';
export { type EmbeddingSpace, spaceDimensions } from './vectors/embedding-space.ts';
export {
  DataFolderError,
  type ErrorCause,
  errorMessage,
  FileFormatError,
  LibraryBusyError,
  MissingDependencyError,
  NotFoundError,
  OptionError,
  RbassistError,
  SpaceMismatchError,
  systemErrorCode,
  TRACK_ERROR_KINDS,
  TrackError,
  type TrackErrorKind,
} from './errors.ts';
export { float16FromBits } from './vectors/float16.ts';
export { fileStem, matchSeed, type SeedMatches, trackName } from './tracks/match-track.ts';
export type { Neighbor, NeighborSource } from './vectors/neighbor-source.ts';
export { decodeNpy, encodeNpy, type NpyArray, type NpyType, sealNpy } from './vectors/npy.ts';
export { findPath, normalPath, type PathMatch, pathKey } from './files/path-key.ts';
export { notify, type ProgressEvent, type RunOptions } from './run/run-options.ts';
export {
  type RankingWeights,
  RECOMMEND_DEFAULTS,
  type Recommendation,
  type RecommendInput,
  type RecommendOptions,
  type RecommendSettings,
  recommend,
  recommendSettings,
} from './recommend/recommend.ts';
export { type ProcessLock, type ProcessLockOptions, takeProcessLock } from './files/process-lock.ts';
export { abandonedFiles, removeAbandonedFiles, replaceFile, replaceFileBy } from './files/replace-file.ts';
export type { Result } from './run/result.ts';
export { round, toSignificant } from './tracks/round.ts';
export {
  DEFAULT_SIGNATURE_MODE,
  fastSignature,
  fileSignature,
  matchesSignature,
  type SignatureMode,
} from './files/file-signature.ts';
export { STAGING_LOG } from './files/staging-log-name.ts';
export {
  isUncertainBpm,
  TEMPO_DEFAULTS,
  TEMPO_RELATION_LABELS,
  type TempoOptions,
  type TempoRelation,
  tempoRelation,
} from './tempos/tempo-relation.ts';
export type { TimeRange } from './tracks/time-range.ts';
export type {
  Contour,
  Cue,
  NextEmbedding,
  StoredTrackError,
  TempoCandidate,
  TempoSegment,
  TrackFeatures,
  TrackRecord,
  TrackSection,
} from './tracks/track-record.ts';
export { type TrackFailure, trackFailure } from './tracks/track-failure.ts';
export { cosineDistance, dot, isFiniteVector, meanVector, norm, unit } from './vectors/vector-math.ts';

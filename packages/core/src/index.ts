export { bounded } from './bounded.ts';
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
} from './camelot.ts';
export { bassSimilarity, rhythmSimilarity } from './contour-similarity.ts';
export { dataFolderError } from './data-folder-error.ts';
export {
  type DuplicateCandidate,
  type DuplicateGroup,
  type GroupOptions,
  groupDuplicates,
} from './duplicates/group-duplicates.ts';
export { KEEPER_CRITERIA, type KeeperCriterion, type KeeperFacts, keeperCriteria } from './duplicates/keeper-order.ts';
export { isAsLong, metadataKey, metadataLinks, type NamedTrack } from './duplicates/metadata-links.ts';
export { namesOtherVersion } from './duplicates/version-words.ts';
export { type EmbeddingSpace, spaceDimensions } from './embedding-space.ts';
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
export { float16FromBits } from './float16.ts';
export { fileStem, matchSeed, type SeedMatches, trackName } from './match-seed.ts';
export type { Neighbor, NeighborSource } from './neighbor-source.ts';
export { decodeNpy, encodeNpy, type NpyArray, type NpyType, sealNpy } from './npy.ts';
export { findPath, normalPath, type PathMatch, pathKey } from './path-key.ts';
export { notify, type ProgressEvent, type RunOptions } from './progress.ts';
export {
  type RankingWeights,
  RECOMMEND_DEFAULTS,
  type Recommendation,
  type RecommendInput,
  type RecommendOptions,
  type RecommendSettings,
  recommend,
  recommendSettings,
} from './recommend.ts';
export { abandonedFiles, removeAbandonedFiles, replaceFile, replaceFileBy } from './replace-file.ts';
export type { Result } from './result.ts';
export { round, toSignificant } from './round.ts';
export {
  DEFAULT_SIGNATURE_MODE,
  fastSignature,
  fileSignature,
  matchesSignature,
  type SignatureMode,
} from './signature.ts';
export { STAGING_LOG } from './staging-log-name.ts';
export {
  isUncertainBpm,
  TEMPO_DEFAULTS,
  TEMPO_RELATION_LABELS,
  type TempoOptions,
  type TempoRelation,
  tempoRelation,
} from './tempo.ts';
export type { TimeRange } from './time-range.ts';
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
} from './track.ts';
export { type TrackFailure, trackFailure } from './track-failure.ts';
export { cosineDistance, dot, isFiniteVector, meanVector, norm, unit } from './vectors.ts';

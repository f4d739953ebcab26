export {
  type DuplicateCandidate,
  type DuplicateGroup,
  type GroupOptions,
  groupDuplicates,
} from './duplicates/group-duplicates.ts';
export { KEEPER_CRITERIA, type KeeperCriterion, type KeeperFacts, keeperCriteria } from './duplicates/keeper-order.ts';
export { isAsLong, metadataLinks, type NamedTrack } from './duplicates/metadata-links.ts';
export { namesOtherVersion } from './duplicates/version-words.ts';
export {
  DataFolderError,
  type ErrorDetails,
  errorMessage,
  FileFormatError,
  LibraryBusyError,
  MissingDependencyError,
  NotFoundError,
  OptionError,
  RbassistError,
  SpaceMismatchError,
  systemErrorCode,
  TrackError,
  type TrackErrorKind,
} from './errors.ts';
export { dataFolderError, diskProblem } from './files/disk-error.ts';
export { fileIdentity } from './files/file-identity.ts';
export {
  type FastSignature,
  fastSignature,
  fileSignature,
  isContentSignature,
  matchesSignature,
  parseFastSignature,
  type SignatureMode,
} from './files/file-signature.ts';
export { listFolder } from './files/list-folder.ts';
export { findPath, normalPath, type PathMatch, pathKey } from './files/path-key.ts';
export {
  fileNameOf,
  fileStem,
  folderNameOf,
  isInside,
  isNative,
  type PathSystem,
  pathSystem,
  portableName,
} from './files/path-system.ts';
export { type ProcessLock, type ProcessLockOptions, takeProcessLock } from './files/process-lock.ts';
export { abandonedFiles, removeAbandonedFiles, replaceFile, replaceFileBy } from './files/replace-file.ts';
export { STAGING_LOG } from './files/staging-log-name.ts';
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
export {
  checkOptions,
  numberFrom,
  type OptionRule,
  oneOf,
  optionRules,
  RUN_OPTION_RULES,
  requirePaths,
  requireRule,
  withDefaults,
} from './options/check-options.ts';
export { bassSimilarity, rhythmSimilarity } from './recommend/contour-similarity.ts';
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
export type { Remedy, RemedyAction } from './remedy.ts';
export { type ConcurrentOptions, mapConcurrent } from './run/map-concurrent.ts';
export type { Result } from './run/result.ts';
export { notify, type ProgressEvent, type RunOptions } from './run/run-options.ts';
export type { Stage } from './run/stages.ts';
export { untilAborted } from './run/until-aborted.ts';
export {
  isUncertainBpm,
  TEMPO_MATCH_DEFAULTS,
  TEMPO_RELATION_LABELS,
  type TempoMatchOptions,
  type TempoRelation,
  tempoRelation,
} from './tempos/tempo-relation.ts';
export { matchSeed, type SeedMatches, trackName } from './tracks/match-track.ts';
export {
  EDITABLE_FIELDS,
  type EditableField,
  EMBEDDING_FIELDS,
  fieldsWhere,
  isEmptyValue,
  type KnownField,
  NO_EMBEDDING,
  RECORD_FIELDS,
  type RecordField,
  recordField,
} from './tracks/record-fields.ts';
export { carrySignatures, storedSignatures } from './tracks/record-signatures.ts';
export { round, toSignificant } from './tracks/round.ts';
export { roundValue } from './tracks/round-value.ts';
export type { TimeRange } from './tracks/time-range.ts';
export { type TrackFailure, trackFailure } from './tracks/track-failure.ts';
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
export { isMeasured, isUserWork, mayReplace, userEdited, valueDigest } from './tracks/value-ownership.ts';
export {
  type EmbedderIdParts,
  type EmbeddingSpace,
  formatEmbedderId,
  formatSpace,
  mayBeOfModel,
  parseSpace,
  type SpaceParts,
  type SpaceWindows,
  spaceDimensions,
  unknownSpace,
} from './vectors/embedding-space.ts';
export { float16FromBits } from './vectors/float16.ts';
export type { Neighbor, NeighborSource } from './vectors/neighbor-source.ts';
export { decodeNpy, encodeNpy, type NpyArray, type NpyType, sealNpy } from './vectors/npy.ts';
export { cosineDistance, dot, isFiniteVector, meanVector, norm, unit } from './vectors/vector-math.ts';

// Track records

export { CUE_FORMS, CUE_TYPES, type CueForm, type CueMark, folderCueForm, readCues } from './tracks/cue-form.ts';
export { ENCODER_HEADERS, type EncoderDelay } from './tracks/encoder-delay.ts';
export { fieldsToFit, fitRecord, oddValues } from './tracks/fit-record.ts';
export { impossibleValues, LIMITED_FIELDS } from './tracks/impossible-values.ts';
export type { NamedRecord, SearchableTrack, SeedMatches } from './tracks/match-track.ts';
export { isFromFileName, matchNames, matchSeed, searchableTrack, trackName } from './tracks/match-track.ts';
export type { EditableField, KnownField, RecordField } from './tracks/record-fields.ts';
export {
  EDITABLE_FIELDS,
  EMBEDDING_FIELDS,
  fieldsWhere,
  isEmptyValue,
  NO_EMBEDDING,
  RECORD_FIELDS,
  recordField,
} from './tracks/record-fields.ts';
export { carrySignatures, storedSignatures } from './tracks/record-signatures.ts';
export { round } from './tracks/round.ts';
export { roundValue } from './tracks/round-value.ts';
export { searchWords } from './tracks/search-words.ts';
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
export {
  importedFrom,
  isMeasured,
  isUserWork,
  lacksValue,
  mayReplace,
  NOT_MEASURED,
  userEdited,
  valueDigest,
} from './tracks/value-ownership.ts';
export { valueSource } from './tracks/value-source.ts';

// Keys and tempos

export type { CamelotKey, KeyNotation, KeyRelation } from './keys/camelot.ts';
export {
  camelotOf,
  formatKey,
  KEY_NOTATIONS,
  KEY_RELATION_LABELS,
  keyName,
  keyRelation,
  parseKey,
} from './keys/camelot.ts';
export { CERTAIN_KEY, isUncertainKey } from './keys/uncertain-key.ts';
export { beatsPerBar } from './tempos/beats-per-bar.ts';
export { doubleGrid, halveGrid, setDownbeat, shiftGrid } from './tempos/edit-grid.ts';
export { isPossibleBpm, parseTempo } from './tempos/parse-tempo.ts';
export { isSamePulse } from './tempos/same-pulse.ts';
export type { TempoMatchOptions, TempoRelation } from './tempos/tempo-relation.ts';
export { isUncertainBpm, TEMPO_MATCH_DEFAULTS, tempoRelation } from './tempos/tempo-relation.ts';

// Recommendations, sets and tags

export * from './crates/index.ts';
export * from './recommend/index.ts';
export * from './sequence/index.ts';
export * from './sound-tags/index.ts';
export * from './tags/index.ts';

// Duplicates

export * from './duplicates/index.ts';

// Vectors

export type { EmbedderIdParts, EmbeddingSpace, SpaceParts, SpaceWindows } from './vectors/embedding-space.ts';
export {
  formatEmbedderId,
  formatSpace,
  mayBeOfModel,
  parseSpace,
  pythonSpace,
  spaceDifference,
  spaceDimensions,
  withoutWeights,
} from './vectors/embedding-space.ts';
export { float16Bits, float16FromBits } from './vectors/float16.ts';
export type { Neighbor, NeighborSource } from './vectors/neighbor-source.ts';
export { decodeNpy, encodeNpy, isSealedNpy, type NpyArray, type NpyType, resealNpy, sealNpy } from './vectors/npy.ts';
export { cosineDistance, dot, isFiniteVector, meanVector, norm, unit } from './vectors/vector-math.ts';

// Files and paths

export * from './files/index.ts';

// Text

export { cleanText, jsonLine } from './text/clean-text.ts';

// Options, jobs and errors

export type { ErrorDetails, TrackErrorKind } from './errors.ts';
export {
  DataFolderError,
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
} from './errors.ts';
export type { OptionRule } from './options/check-options.ts';
export {
  checkOptions,
  numberFrom,
  oneOf,
  optionRules,
  RUN_OPTION_RULES,
  requirePaths,
  requireRule,
  wholeFrom,
  withDefaults,
} from './options/check-options.ts';
export type { Remedy, RemedyAction } from './remedy.ts';
export { type ConcurrentOptions, mapConcurrent } from './run/map-concurrent.ts';
export { type MeasuredRate, ProgressRate } from './run/progress-rate.ts';
export type { Result } from './run/result.ts';
export { notify, type ProgressEvent, type RunOptions } from './run/run-options.ts';
export { BYTE_STAGES, type Stage } from './run/stages.ts';
export { untilAborted } from './run/until-aborted.ts';

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
export type { Neighbor, NeighborSource } from './neighbor-source.ts';
export { decodeNpy, encodeNpy, type NpyArray, type NpyType } from './npy.ts';
export { notify, type ProgressEvent, type RunOptions } from './progress.ts';
export { moveFile, replaceFile } from './replace-file.ts';
export type { Result } from './result.ts';
export { DEFAULT_SIGNATURE_MODE, fileSignature, type SignatureMode } from './signature.ts';
export type { TimeRange } from './time-range.ts';
export type { Contour, Cue, StoredTrackError, TempoSegment, TrackFeatures, TrackRecord } from './track.ts';
export { cosineDistance, dot, isFiniteVector, meanVector, norm, unit } from './vectors.ts';

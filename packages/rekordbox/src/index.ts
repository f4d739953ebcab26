export * from './anlz/index.ts';
export * from './check/index.ts';
export { TRACK_COLORS, type TrackColor } from './colors/track-colors.ts';
export * from './diff/index.ts';
export { readEngineLibrary } from './engine/read-engine-library.ts';
export * from './export/index.ts';
export { type ImportStep, type ImportStepsRequest, importSteps, type StepSource } from './import-steps/import-steps.ts';
export {
  isStreamLocation,
  type LocationOptions,
  locationKey,
  locationOfPath,
  pathOfLocation,
} from './location/location.ts';
export * from './marks/index.ts';
export * from './master-db/index.ts';
export type {
  DjClock,
  DjCollection,
  DjEntry,
  DjGridAnchor,
  DjMark,
  DjPlaylist,
  DjTrack,
  RgbColor,
} from './model/dj-track.ts';
export * from './my-tags/index.ts';
export { playlistTree } from './playlist-tree/playlist-tree.ts';
export * from './pro-link/index.ts';
export * from './serato/index.ts';
export { type GridTempo, type GridTempoOptions, gridTempo } from './tempo/grid-tempo.ts';
export * from './time/index.ts';
export * from './track-attributes/index.ts';
export * from './traktor/index.ts';
export * from './watch/index.ts';
export * from './xml/index.ts';

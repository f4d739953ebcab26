export {
  isStreamLocation,
  type LocationOptions,
  locationKey,
  locationOfPath,
  pathOfLocation,
} from './location/location.ts';
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
export { fitsTagBlock, readTagBlock, type TaggedComment, withTagBlock } from './my-tags/comment-block.ts';
export { type GridTempo, type GridTempoOptions, gridTempo } from './tempo/grid-tempo.ts';
export { clockShiftS } from './time/clock-shift.ts';
export { shiftTrack } from './time/shift-track.ts';
export * from './xml/index.ts';

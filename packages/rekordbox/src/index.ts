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
export * from './pro-link/index.ts';
export { type GridTempo, type GridTempoOptions, gridTempo } from './tempo/grid-tempo.ts';
export { clockShiftS } from './time/clock-shift.ts';
export { shiftTrack } from './time/shift-track.ts';

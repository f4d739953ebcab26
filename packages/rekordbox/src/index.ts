export * from './anlz/index.ts';
export {
  isStreamLocation,
  type LocationOptions,
  locationKey,
  locationOfPath,
  pathOfLocation,
} from './location/location.ts';
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
export { clockShiftS } from './time/clock-shift.ts';
export { shiftTrack } from './time/shift-track.ts';

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
export { clockShiftS } from './time/clock-shift.ts';
export { shiftTrack } from './time/shift-track.ts';

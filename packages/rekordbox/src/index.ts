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
export * from './pro-link/index.ts';
export { clockShiftS } from './time/clock-shift.ts';

export { colorOfText, hexColor } from './color-text.ts';
export { TRACK_COLORS, type TrackColor } from './track-colors.ts';

export { beatsPerBar } from './beats-per-bar.ts';
export { clockShiftS } from './clock-shift.ts';
export { shiftTrack } from './shift-track.ts';

export { mergeTrack, PREFERENCES, type Preference } from './merge-track.ts';
export { type TrackElementOptions, trackElement, type WrittenTrack } from './track-element.ts';

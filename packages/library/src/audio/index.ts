export type { TrackAudioOptions } from './library-audio.ts';
export type { ByteRange, TrackAudio } from './track-audio.ts';

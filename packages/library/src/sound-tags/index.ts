export { FIND_DEFAULTS, type FindOptions, type FindResult, type FoundTrack } from './find-tracks.ts';
export type { UnknownWords } from './read-query.ts';
export { SOUND_TAG_DEFAULTS, type SoundTagOptions, type TrackSoundTags } from './track-sound-tags.ts';

export { FIND_DEFAULTS, type FindOptions, type FindResult, type FoundTrack } from './find-tracks.ts';
export type { UnknownWords } from './read-query.ts';
export { SOUND_TAGS } from './sound-tag-table.ts';
export type { SoundTagOptions, TrackSoundTags } from './track-sound-tags.ts';

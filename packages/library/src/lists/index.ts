export type { RuledPlaylist } from './list-by-rules.ts';
export type { PlaylistPreset } from './playlist-preset.ts';
export { MISSING_FIELDS, type PlaylistRules } from './playlist-rules.ts';

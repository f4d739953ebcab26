export type { TrackMatch } from './named-track-finder.ts';
export { PLAYLIST_FORMATS, type PlaylistFormatName } from './playlist-formats.ts';
export type { PlaylistEntry } from './read-playlist.ts';
export type { ResolvedEntry, ResolvedPlaylist, UnresolvedEntry, UnresolvedReason } from './resolve-playlist.ts';
export type { WritePlaylistOptions } from './write-playlist.ts';

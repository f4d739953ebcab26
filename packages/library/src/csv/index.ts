export type { CsvEntry, CsvPlaylist, CsvPlaylistOptions } from './csv-playlist.ts';

export type { BandcampChange, BandcampField, BandcampImport, BandcampOptions } from './bandcamp-import.ts';
export type { CsvEntry, CsvPlaylist, CsvPlaylistOptions } from './csv-playlist.ts';
export { csvText } from './csv-text.ts';

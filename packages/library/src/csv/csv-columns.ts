import { foldPlain, OptionError } from '@rbassist/core';
import type { CsvTable } from './read-csv.ts';

/** Columns of a table of tracks. */
export type CsvColumn = 'artist' | 'title' | 'album' | 'duration';

/**
 * Headings of the columns, the best first, folded: of Spotify exports (Exportify, TuneMyMusic, Soundiiz), of DJ
 * programs, and in several languages.
 */
const HEADINGS: Readonly<Record<CsvColumn, readonly string[]>> = {
  artist: [
    ...[
      'artist',
      'artist name(s)',
      'artist name',
      'artists',
      'artist(s)',
      'artist names',
      'artistname',
      'track artist',
    ],
    ...['performer', 'creator', 'by', 'interpret', 'kunstler', 'artiste', 'artiste(s)', 'artistes', 'artista'],
    ...['artistas', 'artisti', 'interprete', 'interprete(s)', 'artiest', 'wykonawca', 'исполнитель', 'артист'],
    ...['アーティスト', '艺术家', '艺人', '歌手', '아티스트'],
  ],
  title: [
    ...['title', 'track name', 'track title', 'trackname', 'song', 'song name', 'song title', 'track', 'name'],
    ...['titel', 'titre', 'titulo', 'titolo', 'morceau', 'cancion', 'brano', 'nummer', 'tytul', 'utwor'],
    ...['название', 'трек', 'песня', 'タイトル', '曲名', '歌曲', '标题', '曲目', '제목'],
  ],
  album: ['album', 'album name', 'album title', 'albumname', 'release'],
  duration: [
    ...['duration (ms)', 'track duration (ms)', 'duration_ms', 'duration', 'length', 'time', 'track duration'],
    ...['total time', 'dauer', 'duree', 'duracion', 'durata'],
  ],
};

/**
 * Finds the columns of a table by their headings.
 *
 * @param named Headings that the user named, or numbers of columns from 1.
 * @returns positions in each row; absent for a column that the table lacks.
 * @throws {OptionError} with the headings of the table if the artist, the title or a named column is missing.
 */
export function csvColumns(
  { path, header }: Pick<CsvTable, 'path' | 'header'>,
  named: Partial<Record<CsvColumn, string>> = {},
): Partial<Record<CsvColumn, number>> {
  const folded = header.map(foldPlain);
  const columns: Partial<Record<CsvColumn, number>> = {};
  for (const column of Object.keys(HEADINGS) as CsvColumn[]) {
    const wanted = named[column];
    const at = wanted === undefined ? byHeading(folded, HEADINGS[column]) : columnNamed(folded, wanted);
    if (wanted !== undefined && at < 0) throw missing(path, header, `column "${wanted}"`, column);
    if (at >= 0) columns[column] = at;
  }
  for (const column of ['title', 'artist'] as const) {
    // a column of titles such as "Artist - Title" is enough
    if (columns[column] === undefined && (column === 'title' || named.title === undefined)) {
      throw missing(path, header, `column for the ${column}`, column);
    }
  }
  return columns;
}

/** Returns the position of a heading, or of a column by its number from 1; -1 if there is none. */
export function columnNamed(folded: readonly string[], wanted: string): number {
  const at = folded.indexOf(foldPlain(wanted));
  if (at >= 0 || !/^\d+$/.test(wanted.trim())) return at;
  const number = Number(wanted);
  return number >= 1 && number <= folded.length ? number - 1 : -1;
}

function byHeading(folded: readonly string[], headings: readonly string[]): number {
  const heading = headings.find((each) => folded.includes(each));
  return heading === undefined ? -1 : folded.indexOf(heading);
}

function missing(path: string, header: readonly string[], what: string, option: CsvColumn): OptionError {
  const names = header.map((name) => `"${name}"`).join(', ');
  return new OptionError(`${path} has no ${what}. Its columns are ${names}.`, { option });
}

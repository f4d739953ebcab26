import { checkOptions, OptionError, type OptionRule, optionRules } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { type CsvColumn, csvColumns } from './csv-columns.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { SongFinder, type SongMatch, type TrackNames } from './song-finder.ts';

/** Options of `Library.readCsvPlaylist`: headings of the columns, or their numbers from 1. */
export interface CsvPlaylistOptions {
  /** @default the usual headings, e.g. "artist" or "Artist Name(s)" */
  artistColumn?: string;
  /** @default the usual headings, e.g. "title" or "Track Name" */
  titleColumn?: string;
}

const RULES = { artistColumn: optionRules.text, titleColumn: optionRules.text } satisfies Record<
  keyof CsvPlaylistOptions,
  OptionRule
>;

/** A row of a table of tracks. */
export interface CsvEntry extends TrackNames {
  /** Number of the line in the file, from 1. */
  line: number;
}

/** The library's tracks in a table. */
export interface CsvPlaylist {
  /** Absolute path of the file. */
  path: string;
  /** In the order of the table, each track once. */
  tracks: { entry: CsvEntry; path: string; by: 'name' | 'song' }[];
  /** Rows whose track is in `tracks` already. */
  repeats: number;
  notFound: ({ entry: CsvEntry } & Extract<SongMatch, { path?: undefined }>)[];
}

/** See `Library.readCsvPlaylist`. */
export async function readCsvPlaylist(
  context: LibraryContext,
  file: string,
  options: CsvPlaylistOptions,
): Promise<CsvPlaylist> {
  checkOptions(options, RULES);
  const table = await readCsv(file);
  const { artistColumn: artist, titleColumn: title } = options;
  const columns = csvColumns(table, { ...(artist && { artist }), ...(title && { title }) });
  if (table.rows.length === 0) throw new OptionError(`The CSV file ${table.path} lists no tracks.`);
  await context.refresh();
  const finder = new SongFinder(context);
  const playlist: CsvPlaylist = { path: table.path, tracks: [], repeats: 0, notFound: [] };
  const listed = new Set<string>();
  for (const row of table.rows) {
    if (row.fields.every((field) => field.trim() === '')) continue;
    const entry = entryOf(row, columns);
    const match = finder.find(entry);
    if (match.path === undefined) playlist.notFound.push({ entry, ...match });
    else if (listed.has(match.path)) playlist.repeats++;
    else playlist.tracks.push({ entry, ...match });
    if (match.path !== undefined) listed.add(match.path);
  }
  return playlist;
}

function entryOf({ line, fields }: CsvRow, columns: Partial<Record<CsvColumn, number>>): CsvEntry {
  const textOf = (column: CsvColumn) => fields[columns[column] ?? -1]?.trim() ?? '';
  const album = textOf('album');
  const durationS = secondsOf(textOf('duration'));
  return {
    line,
    artist: textOf('artist'),
    title: textOf('title'),
    ...(album !== '' && { album }),
    ...(durationS !== undefined && { durationS }),
  };
}

/** No track that is counted in seconds is as long. */
const LONGEST_S = 10_000;

/** Reads "3:45", "1:02:03", seconds or milliseconds. */
function secondsOf(text: string): number | undefined {
  if (!/^\d+(?:[.,]\d+)?$|^\d+(?::\d\d?){1,2}$/.test(text)) return undefined;
  const seconds = text
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0);
  const whole = !text.includes(':') && seconds > LONGEST_S ? seconds / 1000 : seconds;
  return whole > 0 ? whole : undefined;
}

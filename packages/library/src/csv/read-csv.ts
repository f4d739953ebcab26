import { resolve } from 'node:path';
import { OptionError, optionRules, requireRule } from '@rbassist/core';
import { readUserFile } from '../files/read-user-file.ts';
import { decodePlaylist } from '../playlists/decode-playlist.ts';

/** A row of a table, with the number of its line in the file, from 1. */
export interface CsvRow {
  line: number;
  fields: readonly string[];
}

/** A table in a text file. */
export interface CsvTable {
  /** Absolute path of the file. */
  path: string;
  /** The first row. */
  header: readonly string[];
  rows: CsvRow[];
}

const LARGEST_CSV = 2 ** 26;
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** First line by which Excel knows the delimiter. */
const SEPARATOR_LINE = /^"?sep=(.)"?$/i;

/**
 * Reads a table of rows in UTF-8, UTF-16, Windows-1252 or Latin-1, with commas, semicolons, tabs or bars between the
 * fields.
 *
 * @throws {OptionError} if the file can't be read, is no such table, or has no rows.
 */
export async function readCsv(file: string): Promise<CsvTable> {
  requireRule('csv', file, optionRules.text);
  const path = resolve(file);
  const lines = decodePlaylist(await readUserFile(path, 'CSV file', LARGEST_CSV));
  if (lines === undefined) throw new OptionError(`${path} is not a CSV file: it is not text.`);
  const separator = SEPARATOR_LINE.exec(lines[0])?.[1];
  const skipped = separator === undefined ? 0 : 1;
  const rest = lines.slice(skipped);
  const rows = await parseRows(path, rest.join('\n'), separator ?? delimiterOf(rest), skipped);
  const [first, ...others] = rows;
  if (first === undefined) throw new OptionError(`The CSV file ${path} is empty.`);
  return { path, header: first.fields.map((name) => name.trim()), rows: others };
}

async function parseRows(path: string, text: string, delimiter: string, skipped: number): Promise<CsvRow[]> {
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    const parsed: unknown = parse(text, {
      delimiter,
      info: true,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
    });
    return (parsed as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      line: info.lines + skipped,
      fields: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: number };
    const place = lines === undefined ? '' : `, line ${lines + skipped}`;
    throw new OptionError(`${path}${place}: this is not CSV. Check the quotes.`, { cause: error });
  }
}

/** Returns the delimiter that the first line has most often outside of quotes. */
function delimiterOf(lines: readonly string[]): string {
  const header = (lines.find((line) => line.trim() !== '') ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

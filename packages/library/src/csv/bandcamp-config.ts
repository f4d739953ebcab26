import { resolve } from 'node:path';
import { foldPlain, OptionError, optionRules, requireRule } from '@rbassist/core';
import { parseDocument } from 'yaml';
import { isObject } from '../files/is-object.ts';
import { readUserFile } from '../files/read-user-file.ts';
import { decodePlaylist } from '../playlists/decode-playlist.ts';
import { columnNamed } from './csv-columns.ts';
import type { CsvTable } from './read-csv.ts';

/** Columns of a table of purchases. */
const BANDCAMP_COLUMNS = ['artist', 'title', 'tags', 'genre', 'subgenre'] as const;

/** One of {@link BANDCAMP_COLUMNS}. */
export type BandcampColumn = (typeof BANDCAMP_COLUMNS)[number];

const REQUIRED: readonly BandcampColumn[] = ['artist', 'title'];
const LARGEST_CONFIG = 2 ** 20;

/** Headings that a configuration file names. */
export interface BandcampConfig {
  path: string;
  columns: Partial<Record<BandcampColumn, string>>;
}

/**
 * Reads a configuration file of the Python rbassist, YAML with headings: `columns: {artist: …, title: …, tags: …}`. A
 * column that it does not name has its own name.
 *
 * @throws {OptionError} if it can't be read, or is no such file.
 */
export async function readBandcampConfig(file: string): Promise<BandcampConfig> {
  requireRule('config', file, optionRules.text);
  const path = resolve(file);
  const lines = decodePlaylist(await readUserFile(path, 'configuration file', LARGEST_CONFIG));
  const document = parseDocument((lines ?? []).join('\n'), { version: '1.1' });
  const [error] = document.errors;
  if (lines === undefined || error) {
    const line = error?.linePos?.[0].line;
    throw new OptionError(`${path}${line === undefined ? '' : `, line ${line}`}: this is not YAML.`, { cause: error });
  }
  const config: unknown = document.toJS({ maxAliasCount: 100 });
  const columns: unknown = isObject(config) ? (config.columns ?? {}) : (config ?? {});
  if (!isObject(columns)) throw wrong(path, '"columns" must name columns, such as "artist: Artist Name"');
  const named: BandcampConfig['columns'] = {};
  for (const [column, heading] of Object.entries(columns)) {
    if (!BANDCAMP_COLUMNS.includes(column as BandcampColumn)) {
      throw wrong(path, `there is no column "${column}". Columns: ${BANDCAMP_COLUMNS.join(', ')}`);
    }
    if (heading === null) continue;
    if (typeof heading !== 'string' && typeof heading !== 'number') {
      throw wrong(path, `"${column}" must be the heading of a column`);
    }
    named[column as BandcampColumn] = String(heading);
  }
  return { path, columns: named };
}

/** Returns the positions of the columns in a table. Throws {@link OptionError} if one is missing. */
export function bandcampColumns(
  table: Pick<CsvTable, 'path' | 'header'>,
  { path, columns }: BandcampConfig,
): Partial<Record<BandcampColumn, number>> {
  const folded = table.header.map(foldPlain);
  const found: Partial<Record<BandcampColumn, number>> = {};
  for (const column of BANDCAMP_COLUMNS) {
    const heading = columns[column] ?? column;
    const at = columnNamed(folded, heading);
    if (at >= 0) found[column] = at;
    else if (columns[column] !== undefined || REQUIRED.includes(column)) {
      const names = table.header.map((name) => `"${name}"`).join(', ');
      throw new OptionError(
        `${table.path} has no column "${heading}" for the ${column}, which ${path} can name. Its columns are ${names}.`,
      );
    }
  }
  return found;
}

function wrong(path: string, problem: string): OptionError {
  return new OptionError(`${path}: ${problem}.`, { remedies: [{ action: 'edit-file', path }] });
}

import { resolve } from 'node:path';
import { errorMessage, OptionError, replaceFile } from '@rbassist/core';
import type { DuplicateReport, FoundCopy } from '@rbassist/library';
import { stringify } from 'csv-stringify/sync';
import { fileFacts, keeperLacks } from './duplicate-report.ts';

const COLUMNS = [
  'group',
  'action',
  'path',
  'artist',
  'title',
  'seconds',
  'bytes',
  'lossless',
  'bitrate',
  'sample_rate',
  'cues',
  'grid',
  'tags',
  'playlists',
  'rating',
  'keeper_lacks',
  'difference',
] as const;

/**
 * Writes a row for every file of every group, the one to keep first. Made for spreadsheets: with a byte order mark, by which they know UTF-8, and
 * with text that would be a formula marked as text.
 *
 * @throws {OptionError} when the file cannot be written.
 */
export async function writeDuplicatesCsv(path: string, { groups }: DuplicateReport): Promise<void> {
  const rows = groups.flatMap(({ keeper, duplicates }, i) =>
    [keeper, ...duplicates].map((file: FoundCopy) => {
      const { path, artist, title, durationS, bytes, lossless, bitrate, sampleRate, cues, grid, ...others } =
        fileFacts(file);
      const { tags, playlists, rating } = others;
      const action = file === keeper ? 'keep' : 'remove';
      const lacks = file === keeper ? '' : keeperLacks(keeper, file).join(' ');
      const told = [path, artist, title, durationS, bytes, lossless, bitrate, sampleRate];
      return [i + 1, action, ...told, cues, grid, tags, playlists, rating, lacks, file.difference];
    }),
  );
  const csv = stringify([COLUMNS, ...rows], {
    bom: true,
    escape_formulas: true,
    cast: { boolean: (value) => (value ? 'yes' : 'no') },
  });
  try {
    await replaceFile(resolve(path), csv);
  } catch (error) {
    throw new OptionError(`--csv ${path} cannot be written: ${errorMessage(error)}`, { cause: error });
  }
}

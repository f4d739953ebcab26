import { resolve } from 'node:path';
import { diskProblem, OptionError, replaceFile } from '@rbassist/core';
import type { DescribedFile, DuplicateReport } from '@rbassist/library';
import { csvText } from '@rbassist/library';

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
 * Writes a CSV row for every file of every group, with the kept copy first.
 *
 * @throws {OptionError} if the file can't be written.
 */
export async function writeDuplicatesCsv(path: string, { groups }: DuplicateReport): Promise<void> {
  const rows = groups.flatMap(({ keeper, duplicates }, i) => [
    [i + 1, 'keep', ...fileCells(keeper), '', undefined],
    ...duplicates.map((copy) => [i + 1, 'remove', ...fileCells(copy), copy.keeperLacks.join(' '), copy.difference]),
  ]);
  try {
    await replaceFile(resolve(path), csvText([COLUMNS, ...rows]));
  } catch (error) {
    const { message, ...details } = diskProblem(resolve(path), 'written', error);
    throw new OptionError(`--csv: ${message}`, details);
  }
}

function fileCells({ path, artist, title, durationS, bytes, sampleRate, facts }: DescribedFile) {
  const { lossless, bitrate, cues, grid, tags, playlists, rating } = facts;
  return [path, artist, title, durationS, bytes, lossless, bitrate, sampleRate, cues, grid, tags, playlists, rating];
}

import { resolve } from 'node:path';
import { diskProblem, OptionError, replaceFile } from '@rbassist/core';
import type { TagReport } from '@rbassist/library';
import { csvText } from '@rbassist/library';

const COLUMNS = ['type', 'path', 'tag', 'score', 'threshold', 'delta'] as const;

/**
 * Writes a CSV row for every suggested tag, and then for every own tag with a low score.
 *
 * @throws {OptionError} if the file can't be written.
 */
export async function writeTagsCsv(path: string, { tracks }: TagReport): Promise<void> {
  const rowsOf = (type: 'suggest' | 'prune', list: 'suggestions' | 'doubtful') =>
    tracks.flatMap((track) =>
      track[list].map(({ tag, score, threshold }) => [type, track.path, tag, score, threshold, score - threshold]),
    );
  const rows = [COLUMNS, ...rowsOf('suggest', 'suggestions'), ...rowsOf('prune', 'doubtful')];
  try {
    await replaceFile(resolve(path), csvText(rows));
  } catch (error) {
    const { message, ...details } = diskProblem(resolve(path), 'written', error);
    throw new OptionError(`--csv: ${message}`, details);
  }
}

import type { RbassistError } from '@rbassist/core';
import type { IndexReport, ScanSummary } from '@rbassist/library';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import type { Output } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';

/** Message after an abort. */
export const STOPPED = 'Stopped early; finished work is saved. Run the same command again to continue.';

/** Returns a failure in one line: its code, message and remedies. */
export function failureLine({ code, message, remedies }: RbassistError, output: Output): string {
  return `${code}: ${withRemedies(message, remedies, output)}`;
}

/** Returns one line for a track that is not in the index, with the reason and remedies. */
export function skippedLine({ path, reason, remedies }: IndexReport['skipped'][number], output: Output): string {
  return `Not in the index: ${path}: ${withRemedies(reason, remedies, output)}`;
}

/** Returns one line for a track that failed in an earlier run. */
export function failedBeforeLine({ message, remedies }: RbassistError, output: Output): string {
  return `failed before: ${withRemedies(message, remedies, output)}`;
}

/** Says that the paths hold no music; nothing if every one of them failed, since that is said already. */
export function noMusicLines(paths: readonly string[], { failed }: Pick<ScanSummary, 'failed'>): string[] {
  if (failed >= paths.length) return [];
  return [`No music found in ${paths.join(', ')}. Name a folder that holds audio files.`];
}

/** Returns lines that count the failures of this run and of earlier ones. */
export function failureLines(
  { failed, stillFailing, failures }: Pick<ScanSummary, 'failed' | 'stillFailing' | 'failures'>,
  output: Output,
): string[] {
  const lines: string[] = [];
  if (failed > 0) lines.push(`${counted(failed, 'file')} failed (${failureCounts(failures)}).`);
  const see = commandLine(['failed'], output);
  if (stillFailing > 0) lines.push(`${counted(stillFailing, 'file')} failed earlier; see ${see}.`);
  return lines;
}

/** Returns failures by kind, e.g. "2 missing, 1 corrupt". */
export function failureCounts(failures: ScanSummary['failures']): string {
  return Object.entries(failures)
    .map(([kind, count]) => `${formatCount(count)} ${kind}`)
    .join(', ');
}

import { basename } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import type { ScanEvent, ScanSummary } from '@rbassist/library';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { formatDuration } from '../output/duration.ts';
import { type Output, print, printJson } from '../output/output.ts';
import { counted } from '../output/path-list.ts';
import type { ProgressView } from '../progress/progress-view.ts';
import { failureCounts, failureLine, STOPPED, skippedLine } from './failure-text.ts';
import { skippedFileLine, skippedFilesLine } from './skipped-files.ts';
import type { TrackTable } from './track-tables.ts';

/** Number of tracks from which a table is printed with `--verbose` only. */
const FEW_TRACKS = 20;

/** Shows one event of a scan. */
export function showScanEvent(event: ScanEvent, view: ProgressView, output: Output): void {
  if (event.type === 'model') {
    if (!output.quiet) for (const line of modelLines(event)) view.line(line);
  } else if (event.type === 'walk') {
    view.update({ stage: 'walk', done: event.found });
  } else if (event.type === 'problem') {
    view.line(failureLine(event.error, output));
  } else if (event.type === 'skipped') {
    if (output.verbose) view.line(skippedFileLine(event));
  } else if (event.type === 'plan') {
    if (event.total > 0) view.update({ stage: 'analyze', done: 0, total: event.total });
  } else if (event.type === 'track') {
    const { result, warning, done, total } = event;
    if (warning !== undefined) view.line(`${result.ok && result.value.error ? 'partial' : 'note'}: ${warning}`);
    if (!result.ok) view.line(failureLine(result.error, output));
    else if (output.verbose) view.line(`done: ${result.path}`);
    view.update({ stage: 'analyze', done, total, item: basename(result.path) });
  } else if (event.type === 'missing') {
    if (output.verbose) view.line(`gone: ${event.path}`);
  } else {
    view.update(event.progress);
  }
}

/** Names a model that was not asked for, and the other choice. */
function modelLines({ model, reason }: Extract<ScanEvent, { type: 'model' }>): string[] {
  if (reason === 'cached')
    return [`Vectors come from ${model}, which is on this machine. --model spectral-v1 is much faster.`];
  if (reason !== 'default') return [];
  const pull = commandLine(['model', 'pull', 'm-a-p/MERT-v1-330M']);
  return [`Vectors come from ${model}. For those of a MERT model, run ${pull}, then scan with --re-embed.`];
}

/** Prints the tracks as a table if they are few; with `--verbose` in any case, and with their paths. */
export function printTracks(tracks: ReadonlyMap<string, TrackRecord>, table: TrackTable, output: Output): void {
  if (output.json || output.quiet || tracks.size === 0 || (tracks.size > FEW_TRACKS && !output.verbose)) return;
  print(
    table(
      [...tracks].sort(([a], [b]) => (a < b ? -1 : 1)),
      output,
    ),
  );
}

/** Prints a scan's summary. Returns the exit code. */
export function reportScan(
  summary: ScanSummary,
  { paths, seconds }: { paths: readonly string[]; seconds: number },
  output: Output,
): ExitCode {
  if (output.json) printJson({ type: 'summary', ...summary, seconds: Number(seconds.toFixed(3)) });
  else if (!output.quiet) for (const line of summaryLines(summary, paths, seconds, output)) print(line);
  if (summary.interrupted) return EXIT.interrupted;
  return summary.failed + summary.stillFailing > 0 || summary.found === 0 ? EXIT.failed : EXIT.done;
}

function summaryLines(summary: ScanSummary, paths: readonly string[], seconds: number, output: Output): string[] {
  const lines: string[] = [];
  if (summary.found === 0 && !summary.interrupted) {
    lines.push(`No music found in ${paths.join(', ')}. Name a folder that holds audio files.`);
  } else {
    const speed =
      summary.musicS > 0 ? `, ${formatDuration(summary.musicS)} of music in ${formatDuration(seconds)}` : '';
    lines.push(`${counted(summary.added, 'track')} listened to, ${summary.unchanged} unchanged${speed}.`);
  }
  if (summary.damaged > 0) lines.push(`${summary.damaged} of them end too early; their analysis is of what is there.`);
  const skippedFiles = skippedFilesLine(summary.skipped);
  if (skippedFiles) lines.push(skippedFiles);
  const failing = summary.failed + summary.stillFailing;
  if (failing > 0) lines.push(`${failing} failed (${failureCounts(summary.failures)}).`);
  if (summary.stillFailing > 0) {
    lines.push(`${summary.stillFailing} of them failed before and have not changed; --retry-failed tries them again.`);
  }
  if (summary.missing > 0) lines.push(missingLine(summary.missing, output));
  if (summary.migration) lines.push(migrationLine(summary.migration));
  if (summary.index) lines.push(`${summary.index.count} tracks in the index.`);
  for (const skipped of summary.index?.skipped ?? []) lines.push(skippedLine(skipped, output));
  if (summary.interrupted) lines.push(STOPPED);
  return lines;
}

function missingLine(missing: number, output: Output): string {
  const [repair, prune] = [
    ['library', 'repair'],
    ['library', 'prune'],
  ].map((words) => commandLine(words, output));
  return (
    `${counted(missing, 'track of the library is', 'tracks of the library are')} gone from here and no longer recommended. ` +
    `${repair} finds moved files; ${prune} forgets the rest.`
  );
}

function migrationLine({ space, ready, left, leftExample, dropped }: NonNullable<ScanSummary['migration']>): string {
  if (left > 0) {
    return (
      `${counted(ready, 'track has a vector', 'tracks have vectors')} of ${space}. ` +
      `${counted(left, 'track still has an old one', 'tracks still have old ones')}, such as ${leftExample}. ` +
      'The old ones stay in use until every track has a new one. Scan the other folders too, with the same --model and --re-embed.'
    );
  }
  const lost =
    dropped > 0
      ? ` ${counted(dropped, 'missing or broken track', 'missing or broken tracks')} lost the old vector.`
      : '';
  return `${counted(ready, 'track uses', 'tracks use')} vectors of ${space} now.${lost}`;
}

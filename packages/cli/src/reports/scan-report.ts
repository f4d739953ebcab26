import { basename } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { DEFAULT_MODEL, type ScanEvent, type ScanSummary } from '@rbassist/library';
import { type ExitCode, runExitCode } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import { formatDuration } from '../output/duration.ts';
import { type Output, print, printJson } from '../output/output.ts';
import type { ProgressView } from '../progress/progress-view.ts';
import { failedBeforeLine, failureLine, failureLines, noMusicLines, STOPPED, skippedLine } from './failure-text.ts';
import { skippedFileLine, skippedFilesLine } from './skipped-files.ts';
import type { TrackTable } from './track-tables.ts';

/** Maximum number of tracks in a table without `--verbose`. */
const FEW_TRACKS = 20;

/** Shows one event of a scan. Tracks that failed before are shown with `--verbose`, or if they are `named`. */
export function showScanEvent(
  event: ScanEvent,
  { named, view }: { named: ReadonlySet<string>; view: ProgressView },
  output: Output,
): void {
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
  } else if (event.type === 'unchanged') {
    const { result } = event;
    if (result.ok && output.verbose) view.line(`unchanged: ${result.path}`);
    if (!result.ok && (output.verbose || named.has(result.path))) view.line(failedBeforeLine(result.error, output));
  } else if (event.type === 'missing') {
    if (output.verbose) view.line(`gone: ${event.path}`);
  } else if (event.type === 'moved') {
    if (output.verbose) view.line(`moved: ${event.from} to ${event.to}`);
  } else {
    view.update(event.progress);
  }
}

/** Returns a note about the default model and its alternative. */
function modelLines({ model, reason }: Extract<ScanEvent, { type: 'model' }>): string[] {
  if (reason === 'cached') return [`Using the downloaded model ${model}. --model ${DEFAULT_MODEL} is much faster.`];
  if (reason !== 'default') return [];
  const pull = commandLine(['model', 'pull', 'm-a-p/MERT-v1-330M']);
  return [`Using the built-in model ${model}. For MERT, run ${pull}, then scan with --re-embed.`];
}

/** Returns true if this number of tracks is printed as a table. */
export function printsTableOf(tracks: number, { json, quiet, verbose }: Output): boolean {
  return !json && !quiet && (verbose || tracks <= FEW_TRACKS);
}

/** Prints a table of the tracks if they are few, or with `--verbose`. */
export function printTracks(tracks: ReadonlyMap<string, TrackRecord>, table: TrackTable, output: Output): void {
  if (tracks.size === 0 || !printsTableOf(tracks.size, output)) return;
  print(
    table(
      [...tracks].sort(([a], [b]) => (a < b ? -1 : 1)),
      output,
    ),
  );
}

interface ScanRunFacts {
  paths: readonly string[];
  seconds: number;
  /** True if the library was empty before. */
  isFirst: boolean;
}

/** Prints a scan's summary. Returns the exit code. */
export function reportScan(summary: ScanSummary, facts: ScanRunFacts, output: Output): ExitCode {
  if (output.json) printJson({ type: 'summary', ...summary, seconds: Number(facts.seconds.toFixed(3)) });
  else if (!output.quiet) for (const line of summaryLines(summary, facts, output)) print(line);
  return runExitCode(summary);
}

function summaryLines(summary: ScanSummary, { paths, seconds, isFirst }: ScanRunFacts, output: Output): string[] {
  const lines: string[] = [];
  if (summary.found === 0 && !summary.interrupted) {
    lines.push(...noMusicLines(paths, summary));
  } else {
    const speed =
      summary.musicS > 0 ? `, ${formatDuration(summary.musicS)} of music in ${formatDuration(seconds)}` : '';
    const news = summary.new > 0 ? ` (${formatCount(summary.new)} new)` : '';
    lines.push(
      `${counted(summary.added, 'track')} processed${news}, ${formatCount(summary.unchanged)} unchanged${speed}.`,
    );
  }
  if (summary.damaged > 0)
    lines.push(
      `${counted(summary.damaged, 'of them ends', 'of them end')} too early; rbassist used the part it could read.`,
    );
  lines.push(...failureLines(summary, output));
  const skippedFiles = skippedFilesLine(summary.skipped, output);
  if (skippedFiles) lines.push(skippedFiles);
  if (summary.missing > 0) lines.push(missingLine(summary.missing, output));
  if (summary.migration) lines.push(migrationLine(summary.migration));
  if (summary.index) lines.push(`${counted(summary.index.count, 'track')} in the index.`);
  for (const skipped of summary.index?.skipped ?? []) lines.push(skippedLine(skipped, output));
  if (summary.interrupted) lines.push(STOPPED);
  else if (isFirst && summary.index && summary.index.count > 1) lines.push(nextStep(output));
  return lines;
}

function nextStep(output: Output): string {
  return `Next, run ${commandLine(['recommend', 'TRACK'], output)} to find tracks that mix. TRACK is a part of a track's name.`;
}

function missingLine(missing: number, output: Output): string {
  const [repair, prune] = [
    ['library', 'repair'],
    ['library', 'prune'],
  ].map((words) => commandLine(words, output));
  return (
    `${counted(missing, 'track is', 'tracks are')} missing from these folders and no longer recommended. ` +
    `If files moved, run ${repair}. To remove their records, run ${prune}.`
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
      ? `; ${counted(dropped, 'track that is missing or damaged no longer has', 'tracks that are missing or damaged no longer have')} a vector`
      : '';
  return `${counted(ready, 'track has', 'tracks have')} moved to ${space}${lost}.`;
}

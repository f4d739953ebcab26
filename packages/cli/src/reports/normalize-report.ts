import { basename } from 'node:path';
import type { NormalizedTrack, NormalizeEvent, NormalizeSummary } from '@rbassist/library';
import { type ExitCode, runExitCode } from '../exit-codes.ts';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, printJson } from '../output/output.ts';
import type { ProgressView } from '../progress/progress-view.ts';
import { failedBeforeLine, failureLine, failureLines, noMusicLines, STOPPED } from './failure-text.ts';
import { skippedFileLine, skippedFilesLine } from './skipped-files.ts';

/** Shows one event of a normalisation. Tracks that failed before are shown with `--verbose`, or if they are `named`. */
export function showNormalizeEvent(
  event: NormalizeEvent,
  { named, view, dryRun }: { named: ReadonlySet<string>; view: ProgressView; dryRun: boolean },
  output: Output,
): void {
  if (event.type === 'walk') {
    view.update({ stage: 'walk', done: event.found });
  } else if (event.type === 'problem') {
    view.line(failureLine(event.error, output));
  } else if (event.type === 'skipped') {
    if (output.verbose) view.line(skippedFileLine(event));
  } else if (event.type === 'plan') {
    if (event.total > 0) view.update({ stage: 'normalize', done: 0, total: event.total });
  } else if (event.type === 'unchanged') {
    if (output.verbose || named.has(event.path)) view.line(failedBeforeLine(event.error, output));
  } else {
    const { result, done, total } = event;
    if (!result.ok) view.line(failureLine(result.error, output));
    else if (output.verbose) view.line(`${trackText(result.value, dryRun)}: ${result.path}`);
    view.update({ stage: 'normalize', done, total, item: basename(result.path) });
  }
}

function trackText({ state, loudness_lufs, true_peak_db, gainDb, clips }: NormalizedTrack, dryRun: boolean): string {
  const done = dryRun && state === 'tagged' ? 'would be tagged' : state;
  if (loudness_lufs === null || gainDb === null) return done;
  const gain = `${gainDb > 0 ? '+' : ''}${gainDb.toFixed(2)} dB`;
  return `${done}, ${loudness_lufs.toFixed(1)} LUFS, peak ${true_peak_db?.toFixed(1)} dBTP, gain ${gain}${clips ? ', clips' : ''}`;
}

/** Prints a normalisation's summary. Returns the exit code. */
export function reportNormalize(summary: NormalizeSummary, paths: readonly string[], output: Output): ExitCode {
  if (output.json) printJson({ type: 'summary', ...summary });
  else if (!output.quiet) for (const line of summaryLines(summary, paths, output)) print(line);
  return runExitCode(summary);
}

function summaryLines(summary: NormalizeSummary, paths: readonly string[], output: Output): string[] {
  const { targetLufs, dryRun, found, tagged, unchanged, silent, clipping, interrupted } = summary;
  const lines: string[] = [];
  if (found === 0 && !interrupted) {
    lines.push(...noMusicLines(paths, summary));
  } else {
    const what = dryRun ? 'would be tagged' : 'tagged';
    lines.push(
      `${counted(tagged, 'track')} ${what} for ${targetLufs} LUFS, ${formatCount(unchanged)} already had these tags.`,
    );
  }
  if (silent > 0) lines.push(`${counted(silent, 'silent track has', 'silent tracks have')} no gain.`);
  if (clipping > 0) {
    const clip = counted(clipping, 'track would clip at its gain', 'tracks would clip at their gain');
    lines.push(`${clip}; players with ReplayGain reduce ${clipping === 1 ? 'its' : 'their'} volume.`);
  }
  lines.push(...failureLines(summary, output));
  const skippedFiles = skippedFilesLine(summary.skipped, output);
  if (skippedFiles) lines.push(skippedFiles);
  if (interrupted) lines.push(STOPPED);
  return lines;
}

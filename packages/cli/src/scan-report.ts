import { basename, resolve } from 'node:path';
import type { RbassistError, TrackRecord } from '@rbassist/core';
import type { ScanEvent, ScanSummary } from '@rbassist/library';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Output, print, printJson } from './output.ts';
import { createProgressView, duration, type ProgressView } from './progress-view.ts';
import { withRemedies } from './remedy-text.ts';

/** What a command says of tracks, by path; a line each, or more. */
export type TrackAnswer = (tracks: readonly (readonly [path: string, record: TrackRecord])[]) => Promise<string>;

/** What a scan is shown with. */
export interface ReportOptions {
  paths: readonly string[];
  output: Output;
  /** Printed before the summary where there are few tracks, or with `--verbose`. */
  answer?: TrackAnswer;
  /** What the library knows of a path as it was given. */
  known: (path: string) => TrackRecord | undefined;
}

/** More tracks than this are not listed without being asked. */
const FEW_TRACKS = 20;

/** Shows a scan while it runs and what it came to. With `--json`, events are lines of JSON on stdout, the summary the last of them. */
export async function reportScan(
  events: AsyncGenerator<ScanEvent, ScanSummary>,
  options: ReportOptions,
): Promise<ExitCode> {
  const { output } = options;
  const view = await createProgressView(output);
  const started = performance.now();
  const heard = new Map<string, TrackRecord>();
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) {
        view.close();
        await printAnswer(heard, options);
        return finish(step.value, options, (performance.now() - started) / 1000);
      }
      const event = step.value;
      if (event.type === 'track' && event.result.ok && options.answer) heard.set(event.result.path, event.result.value);
      if (output.json) printJson(plainEvent(event));
      show(event, view, output);
    }
  } finally {
    view.close();
  }
}

/** Of what was heard, and of what was named and known already. */
async function printAnswer(heard: Map<string, TrackRecord>, { answer, paths, output, known }: ReportOptions) {
  if (!answer || output.json || output.quiet) return;
  for (const path of paths) {
    const record = heard.has(path) ? undefined : known(path);
    if (record && !record.error) heard.set(resolve(path), record);
  }
  if (heard.size === 0 || (heard.size > FEW_TRACKS && !output.verbose)) return;
  print(await answer([...heard].sort(([a], [b]) => (a < b ? -1 : 1))));
}

function show(event: ScanEvent, view: ProgressView, output: Output): void {
  if (event.type === 'model') {
    if (!output.quiet) for (const line of modelLines(event)) view.line(line);
  } else if (event.type === 'walk') {
    view.update('Looking for music', event.found, undefined);
  } else if (event.type === 'problem') {
    view.line(failureLine(event.error));
  } else if (event.type === 'plan') {
    if (event.total > 0) view.update('Listening', 0, event.total);
  } else if (event.type === 'track') {
    if (!event.result.ok) view.line(failureLine(event.result.error));
    else if (output.verbose) view.line(`done: ${event.result.path}`);
    view.update('Listening', event.done, event.total, basename(event.result.path));
  } else {
    view.update('Indexing', event.progress.done, event.progress.total);
  }
}

/** What was chosen without being asked for is said, with the other choice. */
function modelLines({ model, reason }: Extract<ScanEvent, { type: 'model' }>): string[] {
  if (reason === 'cached')
    return [`Listening with ${model}, which is on this machine; --model spectral-v1 is far quicker.`];
  if (reason !== 'default') return [];
  return [
    `Vectors are made by ${model}. For MERT's: "rbassist model pull m-a-p/MERT-v1-330M", then scan with --re-embed.`,
  ];
}

function failureLine({ code, message, remedies }: RbassistError): string {
  return `${code}: ${withRemedies(message, remedies)}`;
}

/** Errors do not turn into JSON by themselves. */
function plainEvent(event: ScanEvent): unknown {
  if (event.type === 'problem') return { ...event, error: { kind: event.error.code, message: event.error.message } };
  if (event.type !== 'track') return event;
  const { result, ...rest } = event;
  if (result.ok) return { ...rest, path: result.path, ok: true, track: result.value };
  return { ...rest, path: result.path, ok: false, error: { kind: result.error.code, message: result.error.message } };
}

function finish(summary: ScanSummary, { paths, output }: ReportOptions, seconds: number): ExitCode {
  const failing = summary.failed + summary.stillFailing;
  if (output.json) printJson({ type: 'summary', ...summary, seconds: Number(seconds.toFixed(3)) });
  else if (!output.quiet) for (const line of summaryLines(summary, paths, seconds)) print(line);
  if (summary.interrupted) return EXIT.interrupted;
  return failing > 0 || summary.found === 0 ? EXIT.failed : EXIT.done;
}

function summaryLines(summary: ScanSummary, paths: readonly string[], seconds: number): string[] {
  const lines: string[] = [];
  if (summary.found === 0 && !summary.interrupted) {
    lines.push(`No music found in ${paths.join(', ')}. Name a folder that holds audio files.`);
  } else {
    const speed = summary.musicS > 0 ? `, ${duration(summary.musicS)} of music in ${duration(seconds)}` : '';
    lines.push(`${summary.added} tracks listened to, ${summary.unchanged} unchanged${speed}.`);
  }
  const failing = summary.failed + summary.stillFailing;
  if (failing > 0) {
    const kinds = Object.entries(summary.failures).map(([kind, count]) => `${count} ${kind}`);
    lines.push(`${failing} failed (${kinds.join(', ')}).`);
  }
  if (summary.stillFailing > 0) {
    lines.push(`${summary.stillFailing} of them failed before and have not changed; --retry-failed tries them again.`);
  }
  if (summary.migration) lines.push(migrationLine(summary.migration));
  if (summary.index) lines.push(`${summary.index.count} tracks in the index.`);
  for (const { path, reason, remedies } of summary.index?.skipped ?? []) {
    lines.push(`Not in the index: ${path}: ${withRemedies(reason, remedies)}`);
  }
  if (summary.interrupted)
    lines.push('Stopped early; everything done is saved. Run the same command again to do the rest.');
  return lines;
}

function migrationLine({ space, ready, left, leftExample, dropped }: NonNullable<ScanSummary['migration']>): string {
  if (left > 0) {
    return (
      `${ready} tracks have vectors of ${space}, ${left} have only old ones, such as ${leftExample}. The old ones stay in use until ` +
      'every track has a new one: scan the other folders too, with the same --model and --re-embed.'
    );
  }
  const lost = dropped > 0 ? `; ${dropped} tracks that are gone or broken have no vector any more` : '';
  return `${ready} tracks have moved to ${space}${lost}.`;
}

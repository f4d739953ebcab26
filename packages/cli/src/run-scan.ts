import { resolve } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import type { Library, ScanOptions } from '@rbassist/library';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output/output.ts';
import { followEvents, withProgress } from './progress/with-progress.ts';
import { printTracks, reportScan, showScanEvent } from './reports/scan-report.ts';
import type { TrackTable } from './reports/track-tables.ts';
import { withLibrary } from './with-library.ts';

/** Options of a command that scans. */
export interface RunScanOptions extends Omit<ScanOptions, 'signal'> {
  /** Prints the tracks, if they are few. */
  table?: TrackTable;
}

/** Scans as a command does: with progress, ended gently by Ctrl-C, and reported at the end. */
export function runScan(
  paths: readonly string[],
  { table, ...options }: RunScanOptions,
  output: Output,
): Promise<ExitCode> {
  return withLibrary(output, async (library) => {
    const startedAt = performance.now();
    const tracks = new Map<string, TrackRecord>();
    const summary = await withProgress(output, ({ signal }, view) =>
      followEvents(library.scan(paths, { ...options, signal }), output, (event) => {
        showScanEvent(event, view, output);
        if (table && event.type === 'track' && event.result.ok) tracks.set(event.result.path, event.result.value);
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    if (table) {
      addKnownTracks(tracks, paths, library);
      printTracks(tracks, table, output);
    }
    return reportScan(summary, { paths, seconds }, output);
  });
}

/** Adds tracks that were named and were up to date. */
function addKnownTracks(tracks: Map<string, TrackRecord>, paths: readonly string[], library: Library): void {
  for (const path of paths.map((given) => resolve(given))) {
    const record = tracks.has(path) ? undefined : library.track(path);
    if (record && (!record.error || record.error.kind === 'partial')) tracks.set(path, record);
  }
}

import { resolve } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import type { ScanOptions } from '@rbassist/library';
import type { ExitCode } from './exit-codes.ts';
import { unusedModelFlags } from './flags/embedding-flags.ts';
import { type Output, tell } from './output/output.ts';
import { followEvents, withProgress } from './progress/with-progress.ts';
import { scanEventLine } from './reports/event-lines.ts';
import { printsTableOf, printTracks, reportScan, showScanEvent } from './reports/scan-report.ts';
import type { TrackTable } from './reports/track-tables.ts';
import { withLibrary } from './with-library.ts';

/** Options of a command that scans. */
export interface RunScanOptions extends Omit<ScanOptions, 'signal' | 'reportUnchanged'> {
  table?: TrackTable;
}

/** Runs a scan with progress and a summary. Ctrl-C stops it early. */
export function runScan(
  paths: readonly string[],
  { table, ...options }: RunScanOptions,
  output: Output,
): Promise<ExitCode> {
  return withLibrary(output, async (library) => {
    const startedAt = performance.now();
    const named = new Set(paths.map((path) => resolve(path)));
    const tracks = new Map<string, TrackRecord>();
    const isFirst = library.size === 0;
    const summary = await withProgress(output, ({ signal }, view) =>
      followEvents(library.scan(paths, { ...options, signal, reportUnchanged: true }), output, {
        plain: scanEventLine,
        show: (event) => {
          const unused = event.type === 'model' && unusedModelFlags(event.model, options.embedding);
          if (unused) tell(output, unused);
          showScanEvent(event, { named, view }, output);
          if (!table || !('result' in event) || !event.result.ok) return;
          if (printsTableOf(tracks.size, output)) tracks.set(event.result.path, event.result.value);
        },
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    if (table) printTracks(tracks, table, output);
    return reportScan(summary, { paths, seconds, isFirst }, output);
  });
}

import { resolve } from 'node:path';
import type { ScanOptions } from '@rbassist/library';
import type { CommonFlags } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { interruptible } from './interrupt.ts';
import { type Output, tell } from './output.ts';
import { reportScan, type TrackAnswer } from './scan-report.ts';
import { withLibrary } from './with-library.ts';

/** How a command that listens to tracks runs and answers. */
export interface RunScanOptions extends Omit<ScanOptions, 'signal'> {
  /** What it says of the tracks, where they are not too many. */
  answer?: TrackAnswer;
}

/** Scans as a command does: in the library that the flags name, shown as it runs, and ended gently by Ctrl-C. */
export function runScan(
  flags: CommonFlags,
  paths: readonly string[],
  { answer, ...options }: RunScanOptions,
  output: Output,
): Promise<ExitCode> {
  return withLibrary(flags, (library) =>
    interruptible(
      (signal) =>
        reportScan(library.scan(paths, { ...options, signal }), {
          paths,
          output,
          answer,
          known: (path) => library.track(resolve(path)),
        }),
      () => tell(output, 'Finishing the tracks in hand and saving; press Ctrl-C again to drop them.'),
    ),
  );
}

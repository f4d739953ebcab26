import type { ScanOptions } from '@rbassist/library';
import type { CommonFlags } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { interruptible } from './interrupt.ts';
import { type Output, tell } from './output.ts';
import { reportScan } from './scan-report.ts';
import { withLibrary } from './with-library.ts';

/** Scans as a command does: in the library that the flags name, shown as it runs, and ended gently by Ctrl-C. */
export function runScan(
  flags: CommonFlags,
  paths: readonly string[],
  options: Omit<ScanOptions, 'signal'>,
  output: Output,
): Promise<ExitCode> {
  return withLibrary(flags, (library) =>
    interruptible(
      (signal) => reportScan(library.scan(paths, { ...options, signal }), paths, output),
      () => tell(output, 'Finishing the tracks in hand and saving; press Ctrl-C again to drop them.'),
    ),
  );
}

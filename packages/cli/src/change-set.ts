import type { Library, PlannedAgain, SavedSet } from '@rbassist/library';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Output, printJson } from './output/output.ts';
import { withProgress } from './progress/with-progress.ts';
import { printSet, tellBroken, tellTimedOut, tellUndo } from './reports/set-report.ts';
import { withLibrary } from './with-library.ts';

/** Runs a change of a saved set, then prints the set, what its plan could not keep, and how to undo the change. */
export function changeSet(
  output: Output,
  change: (library: Library, run: { signal: AbortSignal }) => Promise<SavedSet | PlannedAgain>,
): Promise<ExitCode> {
  return withLibrary(output, async (library) => {
    const { set, broken, interrupted, timedOut } = await withProgress(output, async (run) => {
      const changed = await change(library, run);
      const planned = 'set' in changed ? changed : { set: changed, broken: [], interrupted: false, timedOut: false };
      return { ...planned, set: await library.set(planned.set.name, run) };
    });
    if (output.json) printJson({ ...set, broken, timedOut });
    else {
      printSet(set, output);
      tellBroken(broken, output);
      if (timedOut) tellTimedOut(output);
      tellUndo(set.name, output);
    }
    return interrupted || set.interrupted ? EXIT.interrupted : EXIT.done;
  });
}

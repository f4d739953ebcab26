import type { Library, SavedSet } from '@rbassist/library';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Output, printJson } from './output/output.ts';
import { withProgress } from './progress/with-progress.ts';
import { printSet, tellUndo } from './reports/set-report.ts';
import { withLibrary } from './with-library.ts';

/** Runs a change of a saved set, then prints the set, and how to undo the change. */
export function changeSet(
  output: Output,
  change: (library: Library, run: { signal: AbortSignal }) => Promise<SavedSet>,
): Promise<ExitCode> {
  return withLibrary(output, async (library) => {
    const set = await withProgress(output, async (run) => library.set((await change(library, run)).name, run));
    if (output.json) printJson(set);
    else {
      printSet(set, output);
      tellUndo(set.name, output);
    }
    return set.interrupted ? EXIT.interrupted : EXIT.done;
  });
}

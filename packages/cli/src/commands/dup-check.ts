import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { DUPLICATE_FLAGS, DUPLICATE_PATHS, duplicateOptions } from '../flags/duplicate-flags.ts';
import { printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { complainAbout, isFailure, plainReport, printGroups, tellTotals } from '../reports/duplicate-report.ts';
import { writeDuplicatesCsv } from '../reports/duplicates-csv.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist dup-check`: lists duplicates, and which copy to keep. */
export const dupCheck = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', DUPLICATE_PATHS)
      .options(DUPLICATE_FLAGS)
      .option('csv', { type: 'string', path: 'file', describe: 'Also write the groups to this CSV file' }),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { csv } = flags;
      const options = duplicateOptions(flags);
      const report = await withProgress(output, (run) => library.findDuplicates({ ...options, ...run }));
      const { problems, interrupted } = report;
      if (csv !== undefined && !interrupted) await writeDuplicatesCsv(csv, report);
      if (output.json) printJson(plainReport(report));
      if (interrupted) return EXIT.interrupted;
      if (!output.json) {
        printGroups(report);
        tellTotals(report, output);
        if (csv !== undefined) tell(output, `Wrote ${csv}.`);
      }
      complainAbout(problems, output);
      return isFailure(problems, options.paths) ? EXIT.failed : EXIT.done;
    }),
});

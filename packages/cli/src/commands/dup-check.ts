import { defineCommand } from '../command.ts';
import { DUPLICATE_FLAGS, DUPLICATE_PATHS, duplicateOptions } from '../duplicate-flags.ts';
import { withProgress } from '../duplicate-progress.ts';
import {
  complainAbout,
  fileFacts,
  isFailure,
  keeperLacks,
  plainProblems,
  printGroups,
  tellAbout,
} from '../duplicate-report.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson, tell } from '../output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist dup-check`: which tracks are copies of another, and which copy to keep. */
export const dupCheck = defineCommand({
  spelling: 'dup-check [paths..]',
  summary: 'Which tracks are there more than once, and which copy to keep; changes nothing',
  flags: (yargs) =>
    yargs
      .positional('paths', DUPLICATE_PATHS)
      .options(DUPLICATE_FLAGS)
      .option('csv', { type: 'string', requiresArg: true, describe: 'Write the groups to this file too' }),
  run: (flags, output) =>
    withLibrary(flags, async (library) => {
      const { csv } = flags;
      const options = duplicateOptions(flags);
      const report = await withProgress(output, (run) => library.findDuplicates({ ...options, ...run }));
      const { mode, compared, groups, sameFiles, problems, interrupted } = report;
      if (interrupted) return EXIT.interrupted;
      if (csv !== undefined) {
        const { writeDuplicatesCsv } = await import('../duplicates-csv.ts');
        await writeDuplicatesCsv(csv, report);
      }
      if (output.json) {
        const plain = groups.map(({ keeper, duplicates }) => ({
          keeper: fileFacts(keeper),
          duplicates: duplicates.map((copy) => ({
            ...fileFacts(copy),
            difference: copy.difference,
            keeperLacks: keeperLacks(keeper, copy),
          })),
        }));
        printJson({ mode, compared, groups: plain, sameFiles, problems: plainProblems(problems) });
      } else {
        printGroups(report);
        tellAbout(report, output);
        if (csv !== undefined) tell(output, `Wrote ${csv}.`);
      }
      complainAbout(problems, output);
      return isFailure(problems, options.paths) ? EXIT.failed : EXIT.done;
    }),
});

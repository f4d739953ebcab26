import { defineCommand } from '../command.ts';
import { DUPLICATE_FLAGS, duplicateOptions } from '../duplicate-flags.ts';
import { withProgress } from '../duplicate-progress.ts';
import { complainAbout, fileFacts, keeperLacks, plainProblems, printGroups, tellAbout } from '../duplicate-report.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson, tell } from '../output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist dup-check`: which tracks are copies of another, and which copy to keep. */
export const dupCheck = defineCommand({
  spelling: 'dup-check [paths..]',
  summary: 'Which tracks are there more than once, and which copy to keep; changes nothing',
  flags: (yargs) =>
    yargs
      .positional('paths', {
        type: 'string',
        array: true,
        describe: 'Files or folders [every track of the library]',
      })
      .options(DUPLICATE_FLAGS)
      .option('csv', { type: 'string', requiresArg: true, describe: 'Write the groups to this file too' }),
  run: (flags, output) =>
    withLibrary(flags, async (library) => {
      const { paths = [], csv } = flags;
      const given = paths.length > 0 ? paths : undefined;
      const options = { ...duplicateOptions(flags), paths: given };
      const report = await withProgress(output, (run) => library.findDuplicates({ ...options, ...run }));
      if (!report) return EXIT.interrupted;
      const { mode, compared, groups, sameFiles, problems } = report;
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
      // a library may know tracks of a disk that is not there today
      const failed = problems.some(({ error }) => given !== undefined || error.kind !== 'missing');
      return failed ? EXIT.failed : EXIT.done;
    }),
});

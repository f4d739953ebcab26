import { defineCommand } from '../command.ts';
import { withProgress } from '../duplicate-progress.ts';
import { complainAbout, plainProblems } from '../duplicate-report.ts';
import { EXIT } from '../exit-codes.ts';
import { print, printJson, tell } from '../output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist dup-unstage`: staged duplicates back to where they were. */
export const dupUnstage = defineCommand({
  spelling: 'dup-unstage',
  summary: 'Put back what dup-stage moved, and remove what it copied',
  flags: (yargs) =>
    yargs
      .option('dest', { type: 'string', requiresArg: true, describe: 'The folder [dup_stage in the data folder]' })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Only say what would be done' }),
  run: (flags, output) =>
    withLibrary(flags, async (library) => {
      const { dest, dryRun } = flags;
      const report = await withProgress(output, (run) => library.unstage({ dest, dryRun, ...run }));
      const { restored, removedCopies, alreadyBack, problems, interrupted } = report;
      if (output.json) printJson({ ...report, problems: plainProblems(problems) });
      else {
        const would = dryRun ? 'Would put' : 'Put';
        print(`${would} back ${restored.length} files from ${report.dest}`);
        for (const { from, to, changed } of restored) {
          if (output.verbose) print(`  ${from} -> ${to}`);
          if (changed) tell(output, `${to} changed while it was staged.`);
        }
        if (removedCopies.length > 0) print(`${dryRun ? 'Would remove' : 'Removed'} ${removedCopies.length} copies`);
        if (alreadyBack > 0) tell(output, `${alreadyBack} were where they belong already.`);
        if (interrupted) tell(output, 'Stopped early. Run the same command again to do the rest.');
      }
      complainAbout(problems, output);
      if (interrupted) return EXIT.interrupted;
      return problems.length > 0 ? EXIT.failed : EXIT.done;
    }),
});

import { defineCommand } from '../command.ts';
import { DUPLICATE_FLAGS, DUPLICATE_PATHS, duplicateOptions } from '../duplicate-flags.ts';
import { withProgress } from '../duplicate-progress.ts';
import { complainAbout, isFailure, plainProblems, tellLeft, tellSameFiles } from '../duplicate-report.ts';
import { EXIT } from '../exit-codes.ts';
import { print, printJson, tell } from '../output.ts';
import { withLibrary } from '../with-library.ts';

const FILES_LISTED = 20;

/** `rbassist dup-stage`: duplicates into a folder of their own, from which `dup-unstage` brings them back. */
export const dupStage = defineCommand({
  spelling: 'dup-stage [paths..]',
  summary: 'Copy or move what dup-check would remove into a folder; dup-unstage brings it back',
  flags: (yargs) =>
    yargs
      .positional('paths', DUPLICATE_PATHS)
      .option('dest', { type: 'string', requiresArg: true, describe: 'The folder [dup_stage in the data folder]' })
      .option('move', { type: 'boolean', default: false, describe: 'Move rather than copy' })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Only say what would be done' })
      .options(DUPLICATE_FLAGS),
  run: (flags, output) =>
    withLibrary(flags, async (library) => {
      const { dest, move, dryRun } = flags;
      const options = { ...duplicateOptions(flags), dest, move, dryRun };
      const report = await withProgress(output, (run) => library.stageDuplicates({ ...options, ...run }));
      const { staged, left, problems, sameFiles, interrupted } = report;
      if (output.json) printJson({ ...report, problems: plainProblems(problems) });
      else {
        print(`${dryRun ? 'Would stage' : 'Staged'} ${staged.length} files -> ${report.dest}`);
        const listed = output.verbose ? staged : staged.slice(0, FILES_LISTED);
        for (const { from, to } of listed) print(`  ${from} -> ${to}`);
        if (staged.length > listed.length) print(`...and ${staged.length - listed.length} more`);
        tellSameFiles(sameFiles, output);
        tellLeft(left, output);
        if (move && !dryRun && staged.length > 0) tell(output, 'Put them back with "rbassist dup-unstage".');
        if (interrupted) tell(output, 'Stopped early. Run the same command again to do the rest.');
      }
      complainAbout(problems, output);
      if (interrupted) return EXIT.interrupted;
      const isKeeperMissing = left.some(({ reason }) => reason === 'keeper-missing');
      return isFailure(problems, options.paths) || isKeeperMissing ? EXIT.failed : EXIT.done;
    }),
});

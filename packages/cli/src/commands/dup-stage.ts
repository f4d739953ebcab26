import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import {
  DEST_FLAG,
  DRY_RUN_FLAG,
  DUPLICATE_FLAGS,
  DUPLICATE_PATHS,
  duplicateOptions,
} from '../flags/duplicate-flags.ts';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import { fitParts } from '../output/fit-parts.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { complainAbout, isFailure, tellLeft, tellSameFiles } from '../reports/duplicate-report.ts';
import { STOPPED } from '../reports/failure-text.ts';
import { tellSkipped } from '../reports/skipped-files.ts';
import { withLibrary } from '../with-library.ts';

const FILES_LISTED = 20;

/** `rbassist dup-stage`: copies or moves duplicates into a folder; `dup-unstage` undoes it. */
export const dupStage = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', DUPLICATE_PATHS)
      .options(DEST_FLAG)
      .option('move', { type: 'boolean', default: false, describe: 'Move the files instead of copying them' })
      .option('trust-tags', {
        type: 'boolean',
        default: false,
        describe: 'Stage tracks with the same artist, title and length without comparing their sound',
      })
      .options(DRY_RUN_FLAG)
      .options(DUPLICATE_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { dest, move, trustTags, dryRun } = flags;
      const options = { ...duplicateOptions(flags), dest, move, trustTags, dryRun };
      const report = await withProgress(output, (run) => library.stageDuplicates({ ...options, ...run }));
      const { staged, left, problems, sameFiles, skipped, interrupted } = report;
      if (output.json) printJson(report);
      else {
        print(`${dryRun ? 'Would stage' : 'Staged'} ${counted(staged.length, 'file')} -> ${report.dest}`);
        const listed = output.verbose ? staged : staged.slice(0, FILES_LISTED);
        for (const { from, to } of listed) print(fitParts([`  ${from}`, ` -> ${to}`]));
        if (staged.length > listed.length)
          print(`  and ${formatCount(staged.length - listed.length)} more (use --verbose to list all)`);
        tellSkipped(skipped, output);
        tellSameFiles(sameFiles, output);
        tellLeft(left, output);
        if (move && !dryRun && staged.length > 0) {
          const unstage = commandLine(['dup-unstage', ...(dest === undefined ? [] : ['--dest', dest])], output);
          tell(output, `Put them back with ${unstage}.`);
        }
        if (interrupted) tell(output, STOPPED);
      }
      complainAbout(problems, output);
      if (interrupted) return EXIT.interrupted;
      const isKeeperMissing = left.some(({ reason }) => reason === 'keeper-missing');
      return isFailure(problems, options.paths) || isKeeperMissing ? EXIT.failed : EXIT.done;
    }),
});

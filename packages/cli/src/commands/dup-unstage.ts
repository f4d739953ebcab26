import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { DEST_FLAG, DRY_RUN_FLAG } from '../flags/duplicate-flags.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { fitParts } from '../output/fit-parts.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { complainAbout } from '../reports/duplicate-report.ts';
import { STOPPED } from '../reports/failure-text.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist dup-unstage`: puts staged duplicates back. */
export const dupUnstage = defineCommand({
  addFlags: (table) => table.options(DEST_FLAG).options(DRY_RUN_FLAG),
  run: ({ dest, dryRun }, output) =>
    withLibrary(output, async (library) => {
      const report = await withProgress(output, (run) => library.unstage({ dest, dryRun, ...run }));
      const { restored, removedCopies, alreadyBack, others, problems, interrupted } = report;
      if (output.json) printJson(report);
      else {
        print(`${dryRun ? 'Would put' : 'Put'} back ${counted(restored.length, 'file')} from ${report.dest}`);
        for (const { from, to, changed } of restored) {
          if (output.verbose) print(fitParts([`  ${from}`, ` -> ${to}`]));
          if (changed) tell(output, `${to} changed while it was staged.`);
        }
        if (removedCopies.length > 0)
          print(`${dryRun ? 'Would remove' : 'Removed'} ${counted(removedCopies.length, 'copy', 'copies')}`);
        if (alreadyBack > 0) tell(output, `${counted(alreadyBack, 'file was', 'files were')} already back.`);
        for (const [dataDir, count] of Object.entries(others)) {
          const words = ['dup-unstage', ...(dest === undefined ? [] : ['--dest', dest])];
          const isKnown = dataDir !== '';
          const command = commandLine(words, { dataDir: isKnown ? dataDir : 'FOLDER' });
          const which = isKnown
            ? `of the library in ${dataDir} stay`
            : 'stay, because their old log does not name a library';
          const folder = isKnown ? '' : ', where FOLDER is the data folder of their library, or a new folder';
          tell(output, `${counted(count, 'file')} ${which}. Put them back with ${command}${folder}.`);
        }
        if (interrupted) tell(output, STOPPED);
      }
      complainAbout(problems, output);
      if (interrupted) return EXIT.interrupted;
      return problems.length > 0 ? EXIT.failed : EXIT.done;
    }),
});

import type { PruneReport } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import { complain, type Output, print, printJson } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { indexErrorLine } from '../output/remedy-text.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printTrash } from '../reports/trash-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist library prune`: removes the records of tracks whose files are missing. */
export const libraryPrune = defineCommand({
  addFlags: (table) =>
    table
      .option('apply', { type: 'boolean', default: false, describe: 'Make the changes, after a backup of meta.json' })
      .option('root', {
        type: 'string',
        array: true,
        path: 'folder',
        describe: 'Drive or folder that is gone for good',
      })
      .option('force', { type: 'boolean', default: false, describe: 'Remove even more than half of the library' })
      .option('include-edited', {
        type: 'boolean',
        default: false,
        describe: 'Also remove tracks whose cues, grid, tags or rating you or another program set',
      }),
  run: ({ apply, root: roots = [], force, includeEdited }, output) =>
    withLibrary(output, async (library) => {
      const report = await withProgress(output, (run) => library.prune({ apply, roots, force, includeEdited, ...run }));
      if (output.json) printJson(report);
      else printReport(report, output);
      if (report.refused) complain(`rbassist: ${refusalText(report.refused, report.tracks, output)}`);
      if (report.indexError) complain(indexErrorLine(report.indexError, output));
      if (report.interrupted) return EXIT.interrupted;
      return report.refused || report.indexError ? EXIT.failed : EXIT.done;
    }),
});

function printReport(report: PruneReport, output: Output): void {
  const { applied, forgotten, kept, notOfThisSystem, refused, backup } = report;
  if (refused) return;
  print(`${counted(forgotten.length, 'track')} whose files are missing ${applied ? '' : 'would be '}removed.`);
  printPaths(forgotten, output);
  if (kept.length > 0) {
    print(
      `${counted(kept.length, 'more missing track')} kept, because they have edited values. Add --include-edited to remove them too:`,
    );
    printPaths(
      kept.map(({ path, keys }) => `${path} (${keys.join(', ')})`),
      output,
    );
  }
  if (notOfThisSystem > 0)
    print(
      `${counted(notOfThisSystem, 'record')} with a bare file name or a path of another operating system stay. Run ${commandLine(['library', 'repair'], output)}.`,
    );
  if (backup !== undefined) print(`A backup is in ${backup}.`);
  printTrash(report, output);
  if (!applied && forgotten.length > 0) print('Nothing changed. Add --apply to make the changes.');
}

function refusalText(refusal: NonNullable<PruneReport['refused']>, tracks: number, output: Output): string {
  if (refusal.reason === 'half') {
    return `${formatCount(refusal.count)} of ${counted(tracks, 'track')} would be removed, more than half of the library. To remove them anyway, add --force.`;
  }
  const roots = refusal.folders.map(({ folder, paths }) => `${folder} (${counted(paths.length, 'track')})`).join(', ');
  return (
    `Nothing was removed, because all music is missing from ${roots}. Connect the drive, or find moved files with ` +
    `${commandLine(['library', 'repair', 'FOLDER'], output)}. If it is gone for good, name it with --root FOLDER.`
  );
}

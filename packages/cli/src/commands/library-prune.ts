import type { PruneRefusal, PruneReport } from '@rbassist/library';
import { runCare } from '../care-run.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complain, type Output, print, printJson } from '../output.ts';
import { counted, printPaths } from '../path-list.ts';

/** `rbassist library prune`: forgets what is gone. */
export const libraryPrune = defineCommand({
  spelling: 'prune',
  summary: 'Forget tracks whose files are gone, with their vectors; says which, unless --apply',
  flags: (yargs) =>
    yargs
      .option('apply', { type: 'boolean', default: false, describe: 'Do it, after a backup of meta.json' })
      .option('root', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'A drive or folder that is gone for good; may be given several times',
      })
      .option('force', { type: 'boolean', default: false, describe: 'Forget more than half of the library' })
      .option('include-edited', {
        type: 'boolean',
        default: false,
        describe: 'Forget also tracks with cues, grid, tags or a rating that someone gave them',
      }),
  run: async (flags, output) => {
    const { apply, root: roots = [], force, includeEdited } = flags;
    const settings = { apply, roots, force, includeEdited };
    const report = await runCare(flags, output, (library, options) => library.prune({ ...options, ...settings }));
    if (output.json) printJson(report);
    else printReport(report, output);
    if (report.refused) complain(`rbassist: ${whyNot(report.refused, report.tracks)}`);
    if (report.indexProblem !== undefined) complain(`The index was left as it is: ${report.indexProblem}`);
    if (report.interrupted) return EXIT.interrupted;
    return report.refused || report.indexProblem !== undefined ? EXIT.failed : EXIT.done;
  },
});

function printReport(report: PruneReport, output: Output): void {
  const { applied, forgotten, kept, notOfThisSystem, refused, backup } = report;
  if (refused) return;
  print(`${counted(forgotten.length, 'track')} whose files are gone ${applied ? '' : 'would be '}forgotten.`);
  printPaths(forgotten, output);
  if (kept.length > 0) {
    print(
      `${counted(kept.length, 'track')} gone too, and kept for what someone put into them; --include-edited forgets them:`,
    );
    printPaths(
      kept.map(({ path, keys }) => `${path} (${keys.join(', ')})`),
      output,
    );
  }
  if (notOfThisSystem > 0)
    print(
      `${counted(notOfThisSystem, 'bare name or path', 'bare names and paths')} of another system stay; see library repair.`,
    );
  if (backup !== undefined) print(`What was known before is kept in ${backup}.`);
  if (!applied && forgotten.length > 0) print('Nothing was changed; --apply does it.');
}

function whyNot(refusal: PruneRefusal, tracks: number): string {
  if (refusal.reason === 'half') {
    return `${refusal.count} of ${tracks} tracks would be forgotten, more than half of the library. If that is meant, add --force.`;
  }
  const roots = refusal.folders.map(({ folder, paths }) => `${folder} (${counted(paths.length, 'track')})`).join(', ');
  return (
    `Nothing was forgotten, since all of the music is gone from ${roots}. Plug it in, or find what moved with "rbassist library repair FOLDER". ` +
    'What is gone for good is named with --root FOLDER.'
  );
}

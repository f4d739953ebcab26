import { resolve } from 'node:path';
import type { RepairReport, VectorProblem } from '@rbassist/library';
import { runCare } from '../care-run.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complain, type Output, print, printJson } from '../output.ts';
import { counted, printPaths } from '../path-list.ts';

/** `rbassist library repair`: records follow their files, and what is of no use goes. */
export const libraryRepair = defineCommand({
  spelling: 'repair [folders..]',
  summary: 'Follow moved files, merge records of one file, drop bad vectors and leftovers; says what, unless --apply',
  flags: (yargs) =>
    yargs
      .positional('folders', {
        type: 'string',
        array: true,
        describe: "Where moved files may be [where the library's music lies]",
      })
      .option('apply', { type: 'boolean', default: false, describe: 'Do it, after a backup of meta.json' }),
  run: async (flags, output) => {
    const { folders = [], apply } = flags;
    const report = await runCare(flags, output, (library, options) => library.repair(folders, { ...options, apply }));
    if (output.json) printJson(report);
    else printReport(report, output);
    if (report.indexProblem !== undefined) complain(`The index was left as it is: ${report.indexProblem}`);
    if (report.interrupted) return EXIT.interrupted;
    // a folder that was named and is not there is a slip of the keyboard
    const isFound = folders.every((path) => !report.unreadable.includes(resolve(path)));
    return report.indexProblem === undefined && isFound ? EXIT.done : EXIT.failed;
  },
});

const VECTOR_WORDS: Readonly<Record<VectorProblem, string>> = {
  missing: 'that have no file',
  corrupt: 'that are damaged',
  unreadable: 'that may not be read',
  shared: "that are another track's too",
  stale: 'of an earlier state of the file',
};

function printReport(report: RepairReport, output: Output): void {
  const { applied, moved, merged, unclear, notFound, junk, keptJunk, vectors, removedFiles, unreadable } = report;
  const would = applied ? '' : 'would be ';
  const list = (count: number, line: string, paths: readonly string[]) => {
    if (count === 0) return;
    print(line);
    printPaths(paths, output);
  };
  if (report.folders.length > 0) print(`Moved files were looked for in ${report.folders.join(', ')}.`);
  list(
    moved.length,
    `${counted(moved.length, 'record')} ${would}moved to where the file is now:`,
    moved.map(({ from, to, by }) => `${from} → ${to} (${by})`),
  );
  list(
    merged.length,
    `${counted(merged.length, 'record')} ${would}merged into another of the same file:`,
    merged.map(({ from, to }) => `${from} → ${to}`),
  );
  const conflicts = merged.filter((merge) => merge.conflicts.length > 0);
  list(
    conflicts.length,
    `${counted(conflicts.length, 'merge')} with two values that someone set; the second is kept under merge_conflicts:`,
    conflicts.map((merge) => `${merge.to} (${merge.conflicts.join(', ')})`),
  );
  list(
    unclear.length,
    `${counted(unclear.length, 'record')} left, since more than one fits:`,
    unclear.map(({ path, candidates }) => `${path} → ${candidates.join(' or ')}`),
  );
  list(
    notFound.length,
    `${counted(notFound.length, 'file')} not found; name the folder, or see library prune:`,
    notFound,
  );
  list(junk.length, `${counted(junk.length, 'record')} of what is no track ${would}dropped:`, junk);
  list(
    keptJunk.length,
    `${counted(keptJunk.length, 'record')} of what is no track left, for what someone put into them:`,
    keptJunk.map(({ path, keys }) => `${path} (${keys.join(', ')})`),
  );
  for (const problem of Object.keys(VECTOR_WORDS) as VectorProblem[]) {
    const paths = vectors.filter((vector) => vector.problem === problem).map(({ path }) => path);
    const line = `${counted(paths.length, 'vector')} ${VECTOR_WORDS[problem]} ${would}dropped, for the next scan to make:`;
    list(paths.length, line, paths);
  }
  list(
    removedFiles.length,
    `${counted(removedFiles.length, 'file')} that nothing needs ${would}removed:`,
    removedFiles,
  );
  list(unreadable.length, `${counted(unreadable.length, 'path')} could not be looked at:`, unreadable);
  if (report.backup !== undefined) print(`What was known before is kept in ${report.backup}.`);
  const changes = moved.length + merged.length + junk.length + vectors.length + removedFiles.length;
  if (changes === 0) print('Nothing to repair.');
  else if (!applied) print('Nothing was changed; --apply does it.');
  if (applied && vectors.length > 0) print('Run "rbassist scan" on the music for the vectors that were dropped.');
}

import { join, resolve } from 'node:path';
import type { RepairReport } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { complain, type Output, print, printJson } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { indexErrorLine } from '../output/remedy-text.ts';
import { withProgress } from '../progress/with-progress.ts';
import { tellSkipped } from '../reports/skipped-files.ts';
import { printTrash } from '../reports/trash-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist library repair`: updates records of moved files, and removes damaged or leftover data. */
export const libraryRepair = defineCommand({
  addFlags: (table) =>
    table
      .positional('folders', {
        type: 'string',
        array: true,
        setting: 'folders',
        defaultText: 'the folders of the configuration file, else of your music',
        describe: 'Folders to search for moved files',
      })
      .option('apply', { type: 'boolean', default: false, describe: 'Make the changes, after a backup of meta.json' })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Move vectors to the trash even if many records are missing',
      }),
  run: ({ folders = [], apply, force }, output) =>
    withLibrary(output, async (library) => {
      const report = await withProgress(output, (run) => library.repair(folders, { apply, force, ...run }));
      if (output.json) printJson(report);
      else printReport(report, output);
      for (const refusal of report.refused) complain(`rbassist: ${refusalText(refusal, library.dataDir, output)}`);
      if (report.indexError) complain(indexErrorLine(report.indexError, output));
      if (report.interrupted) return EXIT.interrupted;
      // a missing folder on the command line is a typing error
      const isFound = folders.every((path) => !report.unreadable.includes(resolve(path)));
      const isDone = report.indexError === undefined && report.refused.length === 0;
      return isDone && isFound ? EXIT.done : EXIT.failed;
    }),
});

function refusalText({ reason, count }: RepairReport['refused'][number], dataDir: string, output: Output): string {
  const meta = join(dataDir, 'meta.json');
  const vectors = counted(count, 'vector');
  const force = 'To remove them anyway, add --force.';
  switch (reason) {
    case 'records':
      return `${vectors} stay, because their records may be missing or damaged. Restore a backup of ${meta}, or run ${commandLine(['scan', 'FOLDER'], output)} on your music; then delete the damaged copies next to it. ${force}`;
    case 'half':
      return `${vectors} without a record stay, because they are more than half of all vectors. Check that ${meta} is the right file. ${force}`;
    case 'absent':
      return `The vectors of ${counted(count, 'track')}, more than half, are missing in ${join(dataDir, 'embeddings')}. Their records stay unchanged. Connect the drive of that folder. If the files are gone for good, add --force.`;
  }
}

type VectorProblem = RepairReport['vectors'][number]['problem'];

const VECTOR_WORDS: Readonly<Record<VectorProblem, string>> = {
  missing: 'whose file is missing',
  corrupt: 'that are damaged or belong to another track',
  unreadable: "that can't be read",
  blocked: 'with a folder where the file should be',
  shared: 'that belong to another track too',
  replaced: 'that another program replaced',
  stale: 'made before the file changed',
};

function printReport(report: RepairReport, output: Output): void {
  const { applied, moved, merged, unclear, notFound, junk, keptJunk, vectors, removedFiles, unreadable } = report;
  const would = applied ? '' : 'would be ';
  const list = (count: number, line: string, paths: readonly string[]) => {
    if (count === 0) return;
    print(line);
    printPaths(paths, output);
  };
  if (report.folders.length > 0) print(`Looked for moved files in ${report.folders.join(', ')}.`);
  tellSkipped(report.skipped, output);
  list(
    moved.length,
    `${counted(moved.length, 'record')} ${would}moved to the new path of the file:`,
    moved.map(({ from, to, by }) => `${from} → ${to} (${by})`),
  );
  list(
    merged.length,
    `${counted(merged.length, 'record')} ${would}merged with another record of the same file:`,
    merged.map(({ from, to }) => `${from} → ${to}`),
  );
  const conflicts = merged.filter((merge) => merge.conflicts.length > 0);
  list(
    conflicts.length,
    `${counted(conflicts.length, 'merge')} of records with two different values; the second value is kept in merge_conflicts:`,
    conflicts.map((merge) => `${merge.to} (${merge.conflicts.join(', ')})`),
  );
  list(
    unclear.length,
    `${counted(unclear.length, 'record')} left alone, because several files or records match:`,
    unclear.map(({ path, candidates }) => `${path} → ${candidates.join(' or ')}`),
  );
  list(
    notFound.length,
    `${counted(notFound.length, 'file')} not found. Name their folder, or run ${commandLine(['library', 'prune'], output)}:`,
    notFound,
  );
  const { unstaged, sets } = report;
  list(
    sets.length,
    `${counted(sets.length, 'saved set')} ${applied ? 'changed' : 'would change'} to the new paths of moved files:`,
    sets,
  );
  list(
    unstaged.length,
    `${counted(unstaged.length, 'track')} ${applied ? 'no longer' : 'would no longer be'} marked as staged, because ${unstaged.length === 1 ? 'its file is' : 'their files are'} back:`,
    unstaged,
  );
  list(
    junk.length,
    `${counted(junk.length, 'record that is not a track', 'records that are not tracks')} ${would}removed:`,
    junk,
  );
  list(
    keptJunk.length,
    `${counted(keptJunk.length, 'record that is not a track', 'records that are not tracks')} kept, because of edited values:`,
    keptJunk.map(({ path, keys }) => `${path} (${keys.join(', ')})`),
  );
  for (const problem of Object.keys(VECTOR_WORDS) as VectorProblem[]) {
    const paths = vectors.filter((vector) => vector.problem === problem).map(({ path }) => path);
    const line = `${counted(paths.length, 'vector')} ${VECTOR_WORDS[problem]} ${would}removed; the next scan computes them again:`;
    list(paths.length, line, paths);
  }
  list(
    removedFiles.length,
    `${counted(removedFiles.length, 'unused file')} ${would}removed; vectors ${applied ? 'are in' : 'go to'} the trash:`,
    removedFiles,
  );
  list(unreadable.length, `${counted(unreadable.length, 'path')} could not be read:`, unreadable);
  if (report.backup !== undefined) print(`A backup is in ${report.backup}.`);
  printTrash(report, output);
  const changes = moved.length + merged.length + unstaged.length + junk.length + vectors.length + removedFiles.length;
  if (changes === 0 && report.refused.length === 0) print('Nothing to repair.');
  else if (!applied && changes > 0) print('Nothing changed. Add --apply to make the changes.');
  if (applied && vectors.length > 0)
    print(`Run ${commandLine(['scan', 'FOLDER'], output)} on your music to compute the removed vectors again.`);
}

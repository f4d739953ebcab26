import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { FAILURE_KINDS, printFailures } from '../reports/failure-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist failed`: lists failed files, with reasons and remedies. */
export const failed = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', {
        type: 'string',
        array: true,
        defaultText: 'the whole library',
        describe: 'Files or folders',
      })
      .option('kind', { choices: FAILURE_KINDS, valueName: 'kind', describe: 'Only failures of this kind' }),
  run: ({ paths, kind }, output) =>
    withLibrary(output, async (library) => {
      const report = await withProgress(output, (run) => library.failures({ paths, ...run }));
      if (report.interrupted) return EXIT.interrupted;
      const failures = report.failures.filter(({ error }) => kind === undefined || error.kind === kind);
      if (output.json) {
        printJson({ failures });
        return EXIT.done;
      }
      print(failures.length === 0 ? 'No file failed.' : `${counted(failures.length, 'file')} failed.`);
      printFailures(failures, output);
      if (failures.some(({ file }) => file === 'unchanged')) {
        const retry = commandLine(['scan', '--retry-failed', ...(paths.length > 0 ? paths : ['FOLDER'])], output);
        tell(output, `A scan retries a file only after it changes. To retry all now, run ${retry}.`);
      }
      return EXIT.done;
    }),
});

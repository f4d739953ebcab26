import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complain, print, printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist index`: makes the vectors on disk searchable. */
export const buildIndex = defineCommand({
  addFlags: (yargs) =>
    yargs.option('incremental', {
      type: 'boolean',
      default: false,
      describe: 'Only add what is new and drop what is gone',
    }),
  run: ({ incremental }, output) =>
    withLibrary(output, async (library) => {
      const report = await withProgress(output, (run) => library.buildIndex({ incremental, ...run }));
      if (output.json) {
        printJson(report);
      } else {
        print(
          `${report.count} tracks in the index (${report.engine}): ${report.added} added, ${report.removed} removed, ` +
            `${report.replaced} replaced, ${report.unchanged} unchanged.`,
        );
        for (const { path, reason } of report.skipped) complain(`Skipped ${path}: ${reason}`);
      }
      return report.skipped.length > 0 ? EXIT.failed : EXIT.done;
    }),
});

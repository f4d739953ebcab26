import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complain, print, printJson } from '../output.ts';
import { createProgressView } from '../progress-view.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist index`: makes the vectors that are on disk searchable. */
export const buildIndex = defineCommand({
  spelling: 'index',
  summary: 'Build the index from the vectors on disk',
  flags: (yargs) =>
    yargs.option('incremental', {
      type: 'boolean',
      default: false,
      describe: 'Only add what is new and drop what is gone',
    }),
  run: (flags, output) =>
    withLibrary(flags, async (library) => {
      const view = await createProgressView(output);
      try {
        const report = await library.buildIndex({
          incremental: flags.incremental,
          onProgress: ({ done, total, item }) => view.update('Indexing', done, total, item),
        });
        view.close();
        if (output.json) printJson(report);
        else
          print(
            `${report.count} tracks in the index (${report.engine}): ${report.added} added, ${report.removed} removed, ` +
              `${report.replaced} replaced, ${report.unchanged} unchanged.`,
          );
        if (!output.json) for (const { path, reason } of report.skipped) complain(`Skipped ${path}: ${reason}`);
        return report.skipped.length > 0 ? EXIT.failed : EXIT.done;
      } finally {
        view.close();
      }
    }),
});

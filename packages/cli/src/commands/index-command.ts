import type { IndexReport } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { interruptible } from '../interrupt.ts';
import { complain, print, printJson, tell } from '../output.ts';
import { createProgressView } from '../progress-view.ts';
import { withRemedies } from '../remedy-text.ts';
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
        const report = await interruptible(
          (signal) =>
            library.buildIndex({
              incremental: flags.incremental,
              onProgress: ({ done, total, item }) => view.update('Indexing', done, total, item),
              signal,
            }),
          () => tell(output, 'Stopping; the index stays as it was.'),
        );
        view.close();
        if (output.json) printJson(report);
        else if (!report.interrupted) printReport(report);
        if (report.interrupted) return EXIT.interrupted;
        return report.skipped.length > 0 ? EXIT.failed : EXIT.done;
      } finally {
        view.close();
      }
    }),
});

function printReport({ count, engine, added, removed, replaced, unchanged, skipped }: IndexReport): void {
  const changes = `${added} added, ${removed} removed, ${replaced} replaced, ${unchanged} unchanged`;
  print(`${count} tracks in the index (${engine}): ${changes}.`);
  for (const { path, reason, remedies } of skipped) complain(`Skipped ${path}: ${withRemedies(reason, remedies)}`);
}

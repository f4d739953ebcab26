import type { IndexReport } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { complain, type Output, print, printJson } from '../output/output.ts';
import { counted } from '../output/path-list.ts';
import { withProgress } from '../progress/with-progress.ts';
import { skippedLine } from '../reports/failure-text.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist index`: makes the vectors on disk searchable. */
export const buildIndex = defineCommand({
  addFlags: (table) =>
    table.option('incremental', {
      type: 'boolean',
      default: false,
      describe: 'Only add what is new and drop what is gone',
    }),
  run: ({ incremental }, output) =>
    withLibrary(output, async (library) => {
      const report = await withProgress(output, (run) => library.buildIndex({ incremental, ...run }));
      if (output.json) printJson(report);
      else if (!report.interrupted) printReport(report, output);
      if (report.interrupted) return EXIT.interrupted;
      return report.skipped.length > 0 ? EXIT.failed : EXIT.done;
    }),
});

function printReport(
  { count, engine, added, removed, replaced, unchanged, skipped }: IndexReport,
  output: Output,
): void {
  const changes = `${added} added, ${removed} removed, ${replaced} replaced, ${unchanged} unchanged`;
  print(`${counted(count, 'track')} in the index (${engine}): ${changes}.`);
  for (const entry of skipped) complain(skippedLine(entry, output));
}

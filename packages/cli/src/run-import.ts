import type { DjCollection, ImportOptions } from '@rbassist/library';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output/output.ts';
import { followEvents, withProgress } from './progress/with-progress.ts';
import { ImportReport } from './reports/import-report.ts';
import { withLibrary } from './with-library.ts';

/** Imports the collection of a DJ program with progress and a summary. Ctrl-C stops it early. */
export function runImport(
  collection: DjCollection,
  options: Omit<ImportOptions, 'signal' | 'onProgress'>,
  output: Output,
): Promise<ExitCode> {
  return withLibrary(output, async (library) => {
    const report = new ImportReport(options, output);
    try {
      const summary = await withProgress(output, (run, view) =>
        followEvents(library.importCollection(collection, { ...options, ...run }), output, {
          plain: (event) => event,
          show: (event) => report.show(event, view),
        }),
      );
      return report.finish(summary);
    } catch (error) {
      report.tellBroken();
      throw error;
    }
  });
}

import { resolve } from 'node:path';
import { defineCommand } from '../command.ts';
import { EXPORT_SELECTION_FLAGS, exportSelection } from '../flags/export-selection-flags.ts';
import { EXPORT_VALUE_FLAGS, exportedValues } from '../flags/export-value-flags.ts';
import { followEvents, withProgress } from '../progress/with-progress.ts';
import { PlanReport } from '../reports/plan-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist xml plan`: lists what an import into Rekordbox would do. */
export const xmlPlan = defineCommand({
  addFlags: (table) =>
    table
      .positional('theirs', { type: 'string', demandOption: true, describe: 'Your own export of Rekordbox' })
      .options(EXPORT_SELECTION_FLAGS)
      .option('out', {
        type: 'string',
        path: 'file',
        describe: 'XML file to write, with only the tracks that need an import',
      })
      .option('name', {
        type: 'string',
        valueName: 'name',
        defaultText: 'rbassist and the time',
        describe: 'Name of the folder of playlists',
      })
      .options(EXPORT_VALUE_FLAGS)
      .option('overwrite', { type: 'boolean', default: false, describe: 'Replace a file that rbassist did not write' }),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { theirs, out, name, overwrite } = flags;
      const options = {
        ...(await exportSelection(flags)),
        ...exportedValues(flags),
        ...(out !== undefined && { out: resolve(out) }),
        name,
        overwrite,
      };
      const report = new PlanReport(output);
      const plan = await withProgress(output, (run) =>
        followEvents(library.planXml(theirs, { ...options, ...run }), output, {
          plain: (event) => ({ type: 'track', ...event }),
          show: (event) => report.show(event),
        }),
      );
      return report.finish(plan);
    }),
});

import { resolve } from 'node:path';
import { WATCH_ACTIONS, WATCH_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { IMPORT_FLAGS, importOptions } from '../flags/import-flags.ts';
import { withProgress } from '../progress/with-progress.ts';
import { WatchReport } from '../reports/watch-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist xml watch`: follows the file that Rekordbox exports. */
export const xmlWatch = defineCommand({
  addFlags: (table) =>
    table
      .positional('target', { type: 'string', demandOption: true, describe: 'XML file, or the folder of the export' })
      .option('action', {
        choices: WATCH_ACTIONS,
        default: 'import',
        describe: 'What to do with each new export',
      })
      .option('out', {
        type: 'string',
        path: 'file',
        describe: 'With --action plan: XML file to write each time',
      })
      .option('once', { type: 'boolean', default: false, describe: 'Stop after the first export' })
      .option('initial', {
        type: 'boolean',
        default: WATCH_DEFAULTS.initial,
        describe: 'Wait for the next export, if there is a file already',
      })
      .option('settle', {
        type: 'number',
        option: 'settleS',
        default: WATCH_DEFAULTS.settleS,
        valueName: 'seconds',
        describe: 'Time for which a file must not change before it counts as complete',
      })
      .option('poll', {
        type: 'number',
        option: 'pollS',
        default: WATCH_DEFAULTS.pollS,
        valueName: 'seconds',
        describe: 'Time between two looks, for network drives',
      })
      .options(IMPORT_FLAGS),
  run: (flags, output) =>
    withLibrary(output, async (library) => {
      const { target, action, out, once, initial, settle, poll } = flags;
      const report = new WatchReport(output);
      await withProgress(output, async ({ signal }, view) => {
        const events = library.watchXml(resolve(target), {
          action,
          initial,
          settleS: settle,
          pollS: poll,
          import: importOptions(flags),
          plan: out === undefined ? {} : { out: resolve(out) },
          signal,
        });
        for await (const event of events) if (report.show(event, view) && once) break;
      });
      return once && report.failed ? EXIT.failed : EXIT.done;
    }),
});

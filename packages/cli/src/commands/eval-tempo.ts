import { readRekordboxXml } from '@rbassist/library';
import { UsageError } from '../arguments/usage-error.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printAgreement } from '../reports/agreement-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist eval tempo`: counts how often BPM, key and grid agree with those of a Rekordbox XML file. */
export const evalTempo = defineCommand({
  addFlags: (table) =>
    table.option('against', {
      type: 'string',
      path: 'file',
      valueName: 'xml',
      describe: 'XML file that Rekordbox exported, with beat grids; required',
    }),
  run: ({ against }, output) => {
    if (against === undefined) throw new UsageError('Give the XML file of Rekordbox with --against.');
    return withLibrary(output, async (library) => {
      const found = await withProgress(output, (run) => library.evaluateAnalysis(readRekordboxXml(against), run));
      if (output.json) printJson(found);
      else printAgreement(found, output);
      return found.interrupted ? EXIT.interrupted : EXIT.done;
    });
  },
});

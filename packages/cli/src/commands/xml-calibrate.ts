import { readRekordboxXml } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printCalibration } from '../reports/calibration-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist xml calibrate`: compares measured grids with those of a Rekordbox XML file, by kind of file. */
export const xmlCalibrate = defineCommand({
  addFlags: (table) =>
    table.positional('file', {
      type: 'string',
      demandOption: true,
      describe: 'XML file that Rekordbox exported, with beat grids',
    }),
  run: ({ file }, output) =>
    withLibrary(output, async (library) => {
      const found = await withProgress(output, (run) => library.calibrate(readRekordboxXml(file), run));
      if (output.json) printJson(found);
      else printCalibration(found, output);
      return found.interrupted ? EXIT.interrupted : EXIT.done;
    }),
});

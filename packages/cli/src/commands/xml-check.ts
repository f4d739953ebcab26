import { type CheckXmlOptions, checkRekordboxXml, FILE_CHECK_MODES } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printCheck } from '../reports/check-report.ts';

/** Findings of a rule that are listed without `--verbose`. */
const FEW = 5;

/** `rbassist xml check`: lists what Rekordbox would refuse or ignore. */
export const xmlCheck = defineCommand({
  addFlags: (table) =>
    table
      .positional('xml', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'XML files of Rekordbox or for Rekordbox',
      })
      .option('files', {
        choices: FILE_CHECK_MODES,
        default: 'present-drives',
        describe: 'Music files to look for: all, those of drives that are connected, or none',
      })
      .option('per-rule', {
        type: 'number',
        default: FEW,
        valueName: 'findings',
        describe: 'Maximum number of findings to list for each rule; --verbose lists all',
      }),
  run: async (flags, output) => {
    const perRule = output.verbose ? Number.POSITIVE_INFINITY : flags.perRule;
    let refused = 0;
    for (const file of flags.xml) {
      const options: CheckXmlOptions = { files: flags.files, perRule };
      const check = await withProgress(output, ({ signal }) => checkRekordboxXml(file, { ...options, signal }));
      refused += check.counts.refused;
      if (output.json) printJson(check);
      else printCheck(check);
    }
    return refused > 0 ? EXIT.failed : EXIT.done;
  },
});

import { OptionError } from '@rbassist/core';
import { DIFF_DEFAULTS, diffRekordboxXml } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { isSame, printDiff } from '../reports/diff-report.ts';

/** Tracks of a kind that are listed without `--verbose` or `--limit`. */
const FEW = 20;

/** `rbassist xml diff`: compares two XML files of Rekordbox. */
export const xmlDiff = defineCommand({
  addFlags: (table) =>
    table
      .positional('from', { type: 'string', demandOption: true, describe: 'The earlier XML file' })
      .positional('to', { type: 'string', demandOption: true, describe: 'The later XML file' })
      .option('tolerance', {
        type: 'number',
        default: DIFF_DEFAULTS.toleranceS * 1000,
        valueName: 'ms',
        describe: 'Milliseconds by which times may differ',
      })
      .option('limit', {
        type: 'number',
        default: FEW,
        valueName: 'tracks',
        describe: 'Maximum number of tracks to list of each kind; --verbose lists all',
      }),
  run: async ({ from, to, tolerance, limit }, output) => {
    if (tolerance < 0) throw new OptionError(`--tolerance must be 0 or more, not ${tolerance}.`);
    const options = { toleranceS: tolerance / 1000, limit: output.verbose ? Number.POSITIVE_INFINITY : limit };
    const diff = await withProgress(output, ({ signal }) => diffRekordboxXml(from, to, { ...options, signal }));
    if (output.json) printJson(diff);
    else printDiff(diff);
    return isSame(diff) ? EXIT.done : EXIT.failed;
  },
});

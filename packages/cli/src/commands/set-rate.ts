import { quoteWord, UsageError } from '../arguments/usage-error.ts';
import { changeSet } from '../change-set.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printMixes } from '../reports/set-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist set rate`: explains the mixes of a set, or gives stars to one. */
export const setRate = defineCommand({
  addFlags: (table) =>
    table
      .positional('name', SET_NAME)
      .positional('n', {
        type: 'string',
        isName: true,
        describe: 'Number of the track whose mix into the next one you rate',
      })
      .positional('stars', { type: 'string', isName: true, describe: 'Stars from 1 to 5; 0 removes them' }),
  run: ({ name, n: track, stars }, output) => {
    if (track !== undefined && stars === undefined) throw new UsageError('The stars are missing, from 1 to 5.');
    if (stars !== undefined && Number.isNaN(Number(stars))) {
      throw new UsageError(`The stars must be a whole number from 0 to 5, not ${quoteWord(stars)}.`);
    }
    if (track !== undefined) {
      return changeSet(output, (library) => library.rateSetMix(name, track, Number(stars)));
    }
    return withLibrary(output, async (library) => {
      const set = await withProgress(output, (run) => library.set(name, run));
      if (output.json) printJson(set);
      else printMixes(set, output);
      return set.interrupted ? EXIT.interrupted : EXIT.done;
    });
  },
});

import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { printJson } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printSet } from '../reports/set-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist set show`: prints a saved set. */
export const setShow = defineCommand({
  addFlags: (table) =>
    table
      .positional('name', SET_NAME)
      .option('paths', { type: 'boolean', default: false, describe: 'Show the path of each track' }),
  run: ({ name, paths }, output) =>
    withLibrary(output, async (library) => {
      const set = await withProgress(output, (run) => library.set(name, run));
      if (output.json) printJson(set);
      else printSet(set, output, { paths });
      return set.interrupted ? EXIT.interrupted : EXIT.done;
    }),
});

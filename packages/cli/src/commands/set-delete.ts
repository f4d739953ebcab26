import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { print, printJson } from '../output/output.ts';
import { tellUndo } from '../reports/set-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist set delete`: removes a set, but not its tracks. */
export const setDelete = defineCommand({
  addFlags: (table) => table.positional('name', SET_NAME),
  run: ({ name }, output) =>
    withLibrary(output, async (library) => {
      await library.removeSet(name);
      if (output.json) printJson({ name, deleted: true });
      else {
        print(`Deleted the set "${name}". Its tracks stay in the library.`);
        tellUndo(name, output);
      }
      return EXIT.done;
    }),
});

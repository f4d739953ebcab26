import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { SET_NAME } from '../flags/set-name.ts';
import { print, printJson } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist set rename`: gives a set another name. */
export const setRename = defineCommand({
  addFlags: (table) =>
    table
      .positional('name', SET_NAME)
      .positional('to', { type: 'string', demandOption: true, isName: true, describe: 'Its new name' }),
  run: ({ name, to }, output) =>
    withLibrary(output, async (library) => {
      const set = await library.renameSet(name, to);
      if (output.json) printJson(set);
      else print(`The set "${name}" is now called "${set.name}".`);
      return EXIT.done;
    }),
});

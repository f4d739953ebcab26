import { describeCommands } from '../arguments/describe-commands.ts';
import { findByNames } from '../arguments/find-command.ts';
import { showHelp } from '../arguments/show-help.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson } from '../output/output.ts';

/** `rbassist help`: shows the help of a command; with `--json`, describes commands as data. */
export const help = defineCommand({
  needs: 'nothing',
  addFlags: (table) =>
    table.positional('command', {
      type: 'string',
      array: true,
      isName: true,
      describe: 'Name of a command, e.g. library check',
    }),
  run: async ({ command: names }, { json }) => {
    if (!json) return showHelp(names);
    findByNames(names);
    printJson(await describeCommands(names));
    return EXIT.done;
  },
});

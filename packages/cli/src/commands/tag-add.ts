import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { TRACK_OPERAND } from '../flags/tag-flags.ts';
import { printJson } from '../output/output.ts';
import { tellChanges } from '../reports/tag-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist tag add`: adds My Tags to a track. */
export const tagAdd = defineCommand({
  addFlags: (table) =>
    table
      .positional('track', TRACK_OPERAND)
      .positional('tags', { type: 'string', array: true, demandOption: true, isName: true, describe: 'Tags to add' }),
  run: ({ track, tags }, output) =>
    withLibrary(output, async (library) => {
      const changes = await library.changeTags(track, { add: tags });
      if (output.json) printJson(changes);
      else tellChanges(changes, output);
      return EXIT.done;
    }),
});

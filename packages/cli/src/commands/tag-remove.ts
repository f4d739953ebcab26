import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { TRACK_OPERAND } from '../flags/tag-flags.ts';
import { printJson } from '../output/output.ts';
import { tellChanges } from '../reports/tag-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist tag remove`: removes My Tags from a track. */
export const tagRemove = defineCommand({
  addFlags: (table) =>
    table.positional('track', TRACK_OPERAND).positional('tags', {
      type: 'string',
      array: true,
      demandOption: true,
      isName: true,
      describe: 'Tags to remove',
    }),
  run: ({ track, tags }, output) =>
    withLibrary(output, async (library) => {
      const changes = await library.changeTags(track, { remove: tags });
      if (output.json) printJson(changes);
      else tellChanges(changes, output);
      return EXIT.done;
    }),
});

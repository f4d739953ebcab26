import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { counted } from '../output/count.ts';
import { print, printJson } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ai-tag clear-suggestions`: removes all stored suggestions. */
export const aiTagClear = defineCommand({
  addFlags: (table) =>
    table.option('yes', { type: 'boolean', alias: 'y', default: false, describe: 'Remove them, without a question' }),
  run: ({ yes }, output) =>
    withLibrary(output, async (library) => {
      const { suggestedTracks: tracks } = await library.tagStats();
      const cleared = yes ? (await library.clearTagSuggestions()).suggestions : 0;
      if (output.json) printJson({ tracks, cleared });
      else if (yes) print(`Suggestions of ${counted(cleared, 'track')} removed.`);
      else
        print(
          `Suggestions of ${counted(tracks, 'track')} would be removed. Nothing changed. To remove them, add --yes.`,
        );
      return EXIT.done;
    }),
});

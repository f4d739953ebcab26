import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { counted, formatCount } from '../output/count.ts';
import { print, printJson } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

const MOST_USED = 10;

/** `rbassist ai-tag stats`: counts tags and suggestions. */
export const aiTagStats = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const stats = await library.tagStats();
      if (output.json) {
        printJson(stats);
        return EXIT.done;
      }
      print(`Tagged      ${counted(stats.taggedTracks, 'track')}`);
      print(`Tags        ${formatCount(stats.tags.length)}`);
      print(`Suggested   ${counted(stats.suggestions, 'tag')} for ${counted(stats.suggestedTracks, 'track')}`);
      print(`Rejected    ${counted(stats.rejected, 'suggestion')}`);
      const most = stats.tags.slice(0, output.verbose ? undefined : MOST_USED);
      if (most.length > 0)
        print(`Most used   ${most.map(({ tag, tracks }) => `${tag} (${formatCount(tracks)})`).join(', ')}`);
      return EXIT.done;
    }),
});

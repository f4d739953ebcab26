import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { print, printJson, tell } from '../output/output.ts';
import { describeTrackLines } from '../reports/track-description.ts';
import { withLibrary } from '../with-library.ts';

/** Other matches to list. */
const MOST_MATCHES = 5;

/** `rbassist show`: prints all that is known of a track. */
export const show = defineCommand({
  addFlags: (table) =>
    table.positional('track', {
      type: 'string',
      demandOption: true,
      describe: 'Path of a track, or words of its artist, title or path, in any order',
    }),
  run: ({ track }, output) =>
    withLibrary(output, async (library) => {
      const description = await library.describeTrack(track);
      if (output.json) {
        printJson(description);
        return EXIT.done;
      }
      const { otherMatches } = description;
      const others = otherMatches.slice(0, MOST_MATCHES).map((path) => `  ${path}`);
      const more = otherMatches.length > others.length ? [`  and ${otherMatches.length - others.length} more`] : [];
      if (others.length > 0) tell(output, ['Other tracks match, too:', ...others, ...more]);
      print(describeTrackLines(description, output));
      return EXIT.done;
    }),
});

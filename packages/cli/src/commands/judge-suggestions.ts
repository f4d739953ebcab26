import { UsageError } from '../arguments/usage-error.ts';
import { type Command, defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson } from '../output/output.ts';
import { tellChanges } from '../reports/tag-report.ts';
import { withLibrary } from '../with-library.ts';

/** Returns the command that accepts or rejects stored suggestions. */
export function judgingCommand(verdict: 'accept' | 'reject'): Command {
  return defineCommand({
    addFlags: (table) =>
      table
        .positional('track', {
          type: 'string',
          defaultText: 'every track, with --all',
          describe: 'Path of a track, or words of its artist, title or path, in any order',
        })
        .positional('tags', {
          type: 'string',
          array: true,
          isName: true,
          defaultText: 'all suggestions of the track',
          describe: `Tags to ${verdict}`,
        })
        .option('all', { type: 'boolean', default: false, describe: `${verb(verdict)} suggestions of every track` })
        .option('min-confidence', {
          type: 'number',
          defaultText: 'any',
          describe: `${verb(verdict)} only suggestions with this score or a higher one`,
        }),
    run: ({ track, tags, all, minConfidence }, output) => {
      if ((track === undefined) === !all) {
        throw new UsageError(all ? 'Name a track or add --all, not both.' : 'Name a track, or add --all.');
      }
      return withLibrary(output, async (library) => {
        const choice = { track, tags, minConfidence };
        const changes = await (verdict === 'accept' ? library.acceptTags(choice) : library.rejectTags(choice));
        if (output.json) printJson(changes);
        else tellChanges(changes, output);
        return EXIT.done;
      });
    },
  });
}

function verb(verdict: 'accept' | 'reject'): string {
  return verdict === 'accept' ? 'Accept' : 'Reject';
}

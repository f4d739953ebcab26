import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ai-tag migrate`: copies tags of the Python rbassist's files to the library. */
export const aiTagMigrate = defineCommand({
  addFlags: (table) => table.option('dry-run', { type: 'boolean', default: false, describe: 'Only count' }),
  run: ({ dryRun }, output) =>
    withLibrary(output, async (library) => {
      const migrated = await library.migrateTags({ dryRun });
      if (output.json) {
        printJson(migrated);
        return EXIT.done;
      }
      const { tracks, tags, suggestions, rejected, unknown } = migrated;
      const verb = dryRun ? 'would be copied' : 'copied';
      print(`${counted(tags, 'tag')} of ${counted(tracks, 'track')} ${verb} to the library.`);
      print(`${counted(suggestions, 'suggestion')} and ${counted(rejected, 'rejected suggestion')} ${verb}.`);
      if (unknown.length > 0) {
        print(`${counted(unknown.length, 'path')} in the files that the library does not have:`);
        printPaths(unknown, output);
      }
      if (dryRun) tell(output, 'Nothing changed.');
      else if (tags + rejected > 0) tell(output, `To undo this, run ${commandLine(['ai-tag', 'undo'], output)}.`);
      return EXIT.done;
    }),
});

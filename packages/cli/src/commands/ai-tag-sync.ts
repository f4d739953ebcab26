import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ai-tag sync-user-model`: accepted for the Python rbassist's command lines. */
export const aiTagSync = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const { taggedTracks, tags, rejected } = await library.tagStats();
      if (output.json) {
        printJson({ taggedTracks, tags: tags.length, rejected });
        return EXIT.done;
      }
      print('Nothing to do: rbassist learns from your current tags and rejections each time.');
      tell(output, `To count them, run ${commandLine(['ai-tag', 'stats'], output)}.`);
      return EXIT.done;
    }),
});

import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { counted } from '../output/count.ts';
import { localTime } from '../output/local-time.ts';
import { complain, print, printJson } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { withLibrary } from '../with-library.ts';

const COMMANDS: Readonly<Record<string, string>> = {
  apply: 'tags-auto --apply',
  accept: 'ai-tag accept',
  reject: 'ai-tag reject',
  migrate: 'ai-tag migrate',
  tag: 'tag add or tag remove',
  clear: 'ai-tag clear-suggestions',
  bandcamp: 'bandcamp-import',
};

/** `rbassist ai-tag undo`: undoes the last command that changed tags. */
export const aiTagUndo = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const undone = await library.undoTags();
      const { command, time, restored, conflicts, files, changedFiles } = undone;
      if (output.json) printJson(undone);
      else {
        print(
          `Undone: ${COMMANDS[command] ?? command} of ${localTime(time)}. Tags of ${counted(restored, 'track')} are as before.`,
        );
        if (files.length > 0) print(`Also restored: ${files.join(', ')}.`);
        if (conflicts.length > 0) {
          print(`${counted(conflicts.length, 'track')} left as they are, because their tags or paths changed since:`);
          printPaths(
            conflicts.map(({ path }) => path),
            output,
          );
        }
      }
      for (const path of changedFiles) complain(`${path} stays as it is, because another program changed it since.`);
      return conflicts.length + changedFiles.length > 0 ? EXIT.failed : EXIT.done;
    }),
});

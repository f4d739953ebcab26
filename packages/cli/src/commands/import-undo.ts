import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { counted } from '../output/count.ts';
import { localTime } from '../output/local-time.ts';
import { print, printJson } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist import undo`: undoes the last import. */
export const importUndo = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const undone = await library.undoImport();
      const { program, time, restored, removed, changedSince, playlists, tagFiles, changedTagFiles } = undone;
      if (output.json) printJson(undone);
      else {
        print(`Undone: the import of ${program} of ${localTime(time)}. ${counted(restored, 'track')} as before.`);
        if (removed > 0) print(`${counted(removed, 'new track')} removed from the library.`);
        if (playlists) print('The playlists are as before.');
        if (tagFiles.length > 0) print(`${tagFiles.join(' and ')} as before.`);
        if (changedTagFiles.length > 0) {
          print(`${changedTagFiles.join(' and ')} changed since, so the tags there stay.`);
        }
        if (changedSince.length > 0) {
          print(`${counted(changedSince.length, 'track')} keep values that changed since:`);
          printPaths(changedSince, output);
        }
      }
      return changedSince.length + changedTagFiles.length > 0 ? EXIT.failed : EXIT.done;
    }),
});

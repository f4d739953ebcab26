import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { counted } from '../output/count.ts';
import { print, printJson } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist library empty-trash`: deletes removed vectors for good. */
export const libraryEmptyTrash = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const report = await library.emptyTrash();
      if (output.json) printJson(report);
      else print(`${counted(report.deleted, 'file')} deleted.`);
      return EXIT.done;
    }),
});

import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { print, printJson } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist library restore`: puts removed vectors back. */
export const libraryRestore = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const report = await library.restoreTrash();
      if (output.json) {
        printJson(report);
        return EXIT.done;
      }
      const { restored, left } = report;
      print(`${counted(restored.length, 'file')} put back.`);
      printPaths(restored, output);
      if (left.length > 0)
        print(`${counted(left.length, 'file')} left in the trash, because another file is in its place:`);
      printPaths(left, output);
      if (restored.length > 0)
        print(`If you also restore a backup of meta.json, run ${commandLine(['index'], output)} afterwards.`);
      return EXIT.done;
    }),
});

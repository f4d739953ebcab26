import { readEngineLibrary } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { IMPORT_FLAGS, importOptions } from '../flags/import-flags.ts';
import { runImport } from '../run-import.ts';

/** `rbassist import engine`: brings a library of Engine DJ into the library. */
export const importEngine = defineCommand({
  addFlags: (table) =>
    table
      .positional('library', {
        type: 'string',
        demandOption: true,
        describe: 'Folder "Engine Library", a drive or stick that contains it, or its m.db',
      })
      .options(IMPORT_FLAGS),
  run: (flags, output) => runImport(readEngineLibrary(flags.library), importOptions(flags), output),
});

import { readSerato } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { IMPORT_FLAGS, importOptions } from '../flags/import-flags.ts';
import { runImport } from '../run-import.ts';

/** `rbassist import serato`: brings a library of Serato into the library. */
export const importSerato = defineCommand({
  addFlags: (table) =>
    table
      .positional('folder', {
        type: 'string',
        demandOption: true,
        describe: 'Folder _Serato_, a folder or drive that contains it, or one crate',
      })
      .options(IMPORT_FLAGS),
  run: (flags, output) => runImport(readSerato(flags.folder), importOptions(flags), output),
});

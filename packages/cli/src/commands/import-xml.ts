import { readRekordboxXml } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { IMPORT_FLAGS, importOptions } from '../flags/import-flags.ts';
import { runImport } from '../run-import.ts';

/** `rbassist import xml`: brings a Rekordbox XML file into the library. */
export const importXml = defineCommand({
  addFlags: (table) =>
    table
      .positional('file', { type: 'string', demandOption: true, describe: 'XML file that Rekordbox exported' })
      .options(IMPORT_FLAGS),
  run: (flags, output) => runImport(readRekordboxXml(flags.file), importOptions(flags), output),
});

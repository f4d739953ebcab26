import { readTraktorNml } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { IMPORT_FLAGS, importOptions } from '../flags/import-flags.ts';
import { runImport } from '../run-import.ts';

/** `rbassist import nml`: brings a Traktor collection or playlist into the library. */
export const importNml = defineCommand({
  addFlags: (table) =>
    table
      .positional('file', { type: 'string', demandOption: true, describe: 'NML file of Traktor' })
      .options(IMPORT_FLAGS),
  run: (flags, output) => runImport(readTraktorNml(flags.file), importOptions(flags), output),
});

import { readRekordboxXml } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { IMPORT_RUN_FLAGS, ONLY_EXISTING_FLAG } from '../flags/import-flags.ts';
import { runImport } from '../run-import.ts';

/** `rbassist import-mytags`: brings only My Tags of Rekordbox XML files. */
export const importMytags = defineCommand({
  addFlags: (table) =>
    table
      .positional('xml', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'XML files of Rekordbox or of the Python rbassist',
      })
      .options(ONLY_EXISTING_FLAG)
      .options(IMPORT_RUN_FLAGS),
  run: async ({ xml, onlyExisting, force, dryRun }, output) => {
    const options = { fields: ['tags'] as const, playlists: false, onlyExisting, force, dryRun };
    let code: ExitCode = EXIT.done;
    for (const file of xml) {
      const result = await runImport(readRekordboxXml(file), options, output);
      if (result === EXIT.interrupted) return result;
      if (result !== EXIT.done) code = result;
    }
    return code;
  },
});

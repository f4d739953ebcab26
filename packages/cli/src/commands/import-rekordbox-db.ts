import { defineCommand } from '../command.ts';
import { IMPORT_FLAGS, importOptions } from '../flags/import-flags.ts';
import { REKORDBOX_DB_FILE, REKORDBOX_KEY_FLAGS, rekordboxDb } from '../flags/rekordbox-db-flags.ts';
import { runImport } from '../run-import.ts';

/** `rbassist import rekordbox-db`: brings the database of Rekordbox into the library. */
export const importRekordboxDb = defineCommand({
  addFlags: (table) => table.positional('file', REKORDBOX_DB_FILE).options(REKORDBOX_KEY_FLAGS).options(IMPORT_FLAGS),
  run: (flags, output) => {
    const options = importOptions(flags);
    const grids = options.fields === undefined || options.fields.includes('grid');
    return runImport(rekordboxDb(flags, flags.file, grids), options, output);
  },
});

import { defineCommand } from '../command.ts';
import { IMPORT_RUN_FLAGS, ONLY_EXISTING_FLAG } from '../flags/import-flags.ts';
import { REKORDBOX_DB_FILE, REKORDBOX_KEY_FLAGS, rekordboxDb } from '../flags/rekordbox-db-flags.ts';
import { runImport } from '../run-import.ts';

/** `rbassist rekordbox-import-mytags-db`: replaces tags by the My Tags of Rekordbox's database. */
export const rekordboxImportMytagsDb = defineCommand({
  addFlags: (table) =>
    table
      .positional('file', REKORDBOX_DB_FILE)
      .options(REKORDBOX_KEY_FLAGS)
      .options({
        'only-existing': {
          ...ONLY_EXISTING_FLAG['only-existing'],
          default: false,
          describe: 'Leave out tracks that the library does not have',
        },
      })
      .options({ 'dry-run': IMPORT_RUN_FLAGS['dry-run'] }),
  run: (flags, output) => {
    const { file, onlyExisting, dryRun } = flags;
    const options = { fields: ['tags'] as const, playlists: false, force: true, onlyExisting, dryRun };
    return runImport(rekordboxDb(flags, file, false), options, output);
  },
});

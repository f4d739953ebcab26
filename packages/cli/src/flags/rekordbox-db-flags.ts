import { type DjCollection, REKORDBOX_KEY_VARIABLE, readRekordboxDb } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';

/** Flags for the key of Rekordbox's database. */
export const REKORDBOX_KEY_FLAGS = {
  key: {
    type: 'string',
    valueName: 'key',
    defaultText: REKORDBOX_KEY_VARIABLE,
    describe: 'Key of the database; your shell may keep it in its history, so prefer --key-file',
  },
  'key-file': { type: 'string', path: 'file', describe: 'File that contains the key of the database' },
} as const;

/** The database, which is found where Rekordbox keeps it if it is not named. */
export const REKORDBOX_DB_FILE = {
  type: 'string',
  defaultText: 'the one on this machine',
  describe: 'Database master.db of Rekordbox 6 or 7, or a copy',
} as const;

type KeyFlags = ValuesOf<typeof REKORDBOX_KEY_FLAGS>;

/** Reads the database with the key of the flags, and hides the key from lists of processes. */
export function rekordboxDb({ key, keyFile }: KeyFlags, path: string | undefined, grids = true): DjCollection {
  if (key !== undefined) process.title = 'rbassist';
  return readRekordboxDb({
    grids,
    ...(path !== undefined && { path }),
    ...(key !== undefined && { key }),
    ...(keyFile !== undefined && { keyFile }),
  });
}

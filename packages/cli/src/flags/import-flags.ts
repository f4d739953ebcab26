import { IMPORT_DEFAULTS, IMPORT_FIELDS, type ImportOptions } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { MP3_OFFSET_FLAG, parseMp3Offset } from './mp3-offset-flag.ts';

/** Leaves out tracks that the library does not have. */
export const ONLY_EXISTING_FLAG = {
  'only-existing': {
    type: 'boolean',
    default: IMPORT_DEFAULTS.onlyExisting,
    describe: 'Also add tracks that the library does not have',
  },
} as const;

/** Flags of every import. */
export const IMPORT_RUN_FLAGS = {
  force: {
    type: 'boolean',
    default: IMPORT_DEFAULTS.force,
    describe: 'Also replace values that you, a tag or another program set',
  },
  'dry-run': { type: 'boolean', default: IMPORT_DEFAULTS.dryRun, describe: 'List the changes, and change nothing' },
} as const;

/** Flags of an import of a whole collection. */
export const IMPORT_FLAGS = {
  fields: {
    choices: IMPORT_FIELDS,
    array: true,
    valueName: 'field',
    defaultText: 'all',
    describe: 'Bring only this; may be repeated',
  },
  playlists: { type: 'boolean', default: IMPORT_DEFAULTS.playlists, describe: 'Leave the playlists out' },
  ...ONLY_EXISTING_FLAG,
  ...IMPORT_RUN_FLAGS,
  ...MP3_OFFSET_FLAG,
} as const;

/** Returns the library options for {@link IMPORT_FLAGS}. */
export function importOptions(flags: ValuesOf<typeof IMPORT_FLAGS>): ImportOptions {
  const { fields, playlists, onlyExisting, force, dryRun, mp3Offset } = flags;
  return {
    ...(fields.length > 0 && { fields }),
    ...{ playlists, onlyExisting, force, dryRun, mp3Offset: parseMp3Offset(mp3Offset) },
  };
}

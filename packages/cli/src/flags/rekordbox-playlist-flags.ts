import { errorMessage } from '@rbassist/core';
import { type CrateSource, type DjCollection, type DjEntry, type Library, readRekordboxXml } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { type Output, tell } from '../output/output.ts';
import { REKORDBOX_KEY_FLAGS, rekordboxDb } from './rekordbox-db-flags.ts';

/** Places where Rekordbox keeps a playlist. */
export const REKORDBOX_PLAYLIST_FLAGS = {
  source: {
    choices: ['db', 'xml'],
    describe: 'Read the playlist from the database of Rekordbox, or from --xml-path',
  },
  'xml-path': {
    type: 'string',
    path: 'file',
    describe: 'XML file of Rekordbox; with --source db, it is read if the database cannot be',
  },
  'db-path': {
    type: 'string',
    path: 'file',
    describe: 'Database of Rekordbox for --source db (default: the one on this machine)',
  },
  ...REKORDBOX_KEY_FLAGS,
} as const;

type RekordboxFlags = ValuesOf<typeof REKORDBOX_PLAYLIST_FLAGS>;

/** Finds the playlist in Rekordbox if a flag says so; else its name is enough. */
export async function playlistToExpand(
  library: Library,
  playlist: string,
  flags: RekordboxFlags,
  output: Output,
): Promise<string | CrateSource> {
  const { source, xmlPath, dbPath } = flags;
  if (source === 'xml' && xmlPath === undefined) {
    throw new UsageError('--source xml needs the XML file: add --xml-path rekordbox.xml.');
  }
  const xml = xmlPath === undefined ? undefined : readRekordboxXml(xmlPath);
  if (source === 'db' || dbPath !== undefined) {
    const database = rekordboxDb(flags, dbPath, false);
    const collection = xml === undefined ? database : firstReadable(database, xml, (message) => tell(output, message));
    return library.collectionPlaylist(collection, playlist, dbPath ?? xmlPath ?? 'the database');
  }
  return xml === undefined ? playlist : library.collectionPlaylist(xml, playlist, xmlPath);
}

/** Reads the second collection if the first one can't be read. */
async function* firstReadable(
  first: DjCollection,
  second: DjCollection,
  onError: (message: string) => void,
): AsyncGenerator<DjEntry> {
  let isRead = false;
  try {
    for await (const entry of first) {
      isRead = true;
      yield entry;
    }
    return;
  } catch (error) {
    if (isRead) throw error;
    onError(`The database can't be read, so the XML file is: ${errorMessage(error)}`);
  }
  yield* second;
}

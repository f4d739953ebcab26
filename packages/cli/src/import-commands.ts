import type { CommandEntry } from './commands.ts';

/** Commands of `rbassist import`. */
export const IMPORT_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'xml <file>',
    summary: 'Bring cues, grids, tags and playlists from Rekordbox',
    details:
      'The values become your own: no analysis replaces them. It also reads My Tags at the end of comments. Import again at any time: it follows what changed in Rekordbox, and keeps what you changed here.',
    examples: [
      { command: 'rbassist import xml rekordbox.xml --dry-run', does: 'List what would change, track by track' },
      { command: 'rbassist import xml rekordbox.xml', does: 'Bring everything for tracks of the library' },
      {
        command: 'rbassist import xml rekordbox.xml --fields cues --fields grid',
        does: 'Bring only cues and grids, and the playlists',
      },
    ],
    load: async () => (await import('./commands/import-xml.ts')).importXml,
  },
  {
    spelling: 'rekordbox-db [file]',
    summary: 'Bring all from the database of Rekordbox 6 or 7',
    details:
      'It reads cues, grids, My Tags, ratings, colours, history and playlists, and writes nothing in the folders of Rekordbox. Close Rekordbox first. The database is encrypted, and rbassist comes without its key.',
    examples: [
      { command: 'rbassist import rekordbox-db --key-file key.txt', does: 'Bring the collection of this machine' },
      { command: 'rbassist import rekordbox-db copy/master.db --dry-run', does: 'List what a copy would change' },
    ],
    load: async () => (await import('./commands/import-rekordbox-db.ts')).importRekordboxDb,
  },
  {
    spelling: 'nml <file>',
    summary: 'Bring cues, grids and playlists from Traktor',
    details:
      'It also reads ratings. The file is collection.nml in the folder "Native Instruments/Traktor …" of your documents, or a playlist that you exported. rbassist only reads it.',
    examples: [
      { command: 'rbassist import nml collection.nml --dry-run', does: 'List what would change, track by track' },
      { command: 'rbassist import nml collection.nml', does: 'Bring everything for tracks of the library' },
    ],
    load: async () => (await import('./commands/import-nml.ts')).importNml,
  },
  {
    spelling: 'engine <library>',
    summary: 'Bring cues, grids and playlists from Engine DJ',
    details: 'It also reads ratings and crates. Close Engine DJ first. rbassist only reads its database.',
    examples: [
      {
        command: 'rbassist import engine "~/Music/Engine Library"',
        does: 'Bring everything for tracks of the library',
      },
      { command: 'rbassist import engine /Volumes/STICK', does: 'Bring what a stick has' },
    ],
    load: async () => (await import('./commands/import-engine.ts')).importEngine,
  },
  {
    spelling: 'serato <folder>',
    summary: 'Bring cues, grids and crates from Serato',
    details: 'Serato keeps cues and grids in the tags of the files. rbassist only reads them.',
    examples: [
      { command: 'rbassist import serato ~/Music/_Serato_', does: 'Bring everything for tracks of the library' },
      { command: 'rbassist import serato /Volumes/STICK --fields cues', does: 'Bring only cues, and the crates' },
    ],
    load: async () => (await import('./commands/import-serato.ts')).importSerato,
  },
  {
    spelling: 'm3u8 <files..>',
    summary: 'Store playlist files as playlists of the library',
    details: 'Other commands find them by their names.',
    examples: [
      { command: 'rbassist import m3u8 friday.m3u8', does: 'Store the playlist "friday"' },
      { command: 'rbassist crate expand m3u8:friday', does: 'Grow it' },
    ],
    load: async () => (await import('./commands/import-m3u8.ts')).importM3u8,
  },
  {
    spelling: 'undo',
    summary: 'Undo the last import',
    details: 'Values that changed since stay as they are. You can undo the last ten imports, one by one.',
    examples: [{ command: 'rbassist import undo', does: 'Put the earlier values and playlists back' }],
    load: async () => (await import('./commands/import-undo.ts')).importUndo,
  },
];

import type { CommandEntry, CommandGroup } from './commands.ts';
import { IMPORT_COMMANDS } from './import-commands.ts';
import { XML_COMMANDS } from './xml-commands.ts';

const EVAL_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'tempo',
    summary: 'Count how often BPM, key and grid agree',
    details:
      'Also written `rbassist eval:tempo`. It changes nothing, and leaves out values that you imported or set yourself.',
    examples: [
      { command: 'rbassist eval:tempo --against rekordbox.xml', does: 'Compare the analysis with your Rekordbox' },
    ],
    load: async () => (await import('./commands/eval-tempo.ts')).evalTempo,
  },
];

/** Commands that exchange tracks and playlists with DJ programs. */
export const DJ_PROGRAM_COMMANDS: readonly (CommandEntry | CommandGroup)[] = [
  {
    spelling: 'import <command>',
    summary: 'Bring values and playlists from DJ programs',
    section: 'DJ programs',
    commands: IMPORT_COMMANDS,
  },
  {
    spelling: 'export-xml',
    summary: 'Write tracks, cues and playlists for Rekordbox',
    details:
      'It writes the whole library, or the tracks and playlists that you name. With --base, tracks of your own export keep their identity and your values. It never changes that file, nor any file of Rekordbox.',
    section: 'DJ programs',
    examples: [
      { command: 'rbassist export-xml', does: 'Write the whole library to rbassist.xml' },
      {
        command: 'rbassist export-xml --set friday --base rekordbox.xml --out friday.xml',
        does: 'Write a set; cues, grids and ratings that you set in Rekordbox stay',
      },
      {
        command: 'rbassist export-xml --tags-to comment,playlists',
        does: 'Also write My Tags into comments, and a playlist for each',
      },
      { command: 'rbassist export-xml --cues both', does: 'Write each cue on a pad and as a memory cue' },
    ],
    load: async () => (await import('./commands/export-xml.ts')).exportXml,
  },
  {
    spelling: 'xml <command>',
    summary: 'Check and compare files of Rekordbox',
    section: 'DJ programs',
    commands: XML_COMMANDS,
  },
  {
    spelling: 'export-nml',
    summary: 'Write tracks, cues and playlists for Traktor',
    details: 'Without a selection, it writes the whole library. It never replaces collection.nml.',
    section: 'DJ programs',
    examples: [
      { command: 'rbassist export-nml --out rbassist.nml', does: 'Write the whole library' },
      { command: 'rbassist export-nml --set "Friday night" --tag warm-up', does: 'Write a set and a tag as playlists' },
    ],
    load: async () => (await import('./commands/export-nml.ts')).exportNml,
  },
  {
    spelling: 'import-mytags <xml..>',
    summary: 'Bring only My Tags from Rekordbox XML files',
    details:
      'It reads the tags that the Python rbassist writes, and those at the end of comments, which Rekordbox writes. Your tags of a track stay; --force replaces them.',
    section: 'DJ programs',
    examples: [
      { command: 'rbassist import-mytags rekordbox.xml', does: 'Add the tags to the tracks of the library' },
      { command: 'rbassist import-mytags a.xml b.xml --no-only-existing', does: 'Also add other tracks' },
    ],
    load: async () => (await import('./commands/import-mytags.ts')).importMytags,
  },
  {
    spelling: 'rekordbox-import-mytags-db [file]',
    summary: 'Replace tags by those in the database of Rekordbox',
    details: 'It also adds tracks that the library does not have, as the Python rbassist does.',
    section: 'DJ programs',
    examples: [
      {
        command: 'rbassist rekordbox-import-mytags-db --key-file key.txt --only-existing',
        does: 'Replace the tags of tracks of the library',
      },
    ],
    load: async () => (await import('./commands/rekordbox-import-mytags-db.ts')).rekordboxImportMytagsDb,
  },
  {
    spelling: 'int-pl',
    summary: 'Write a playlist of the tracks that fit your rules',
    details: 'You can save rules as a preset, in config/playlist_presets.yml of the Python rbassist.',
    section: 'DJ programs',
    examples: [
      {
        command: 'rbassist int-pl --my-tag "Peak Hour" --rating-min 4 --out peak.xml',
        does: 'Write the best tracks of a My Tag for Rekordbox',
      },
      {
        command: 'rbassist int-pl --since 30d --bpm 120-126 --mixes-with 8A --out new.m3u8',
        does: 'Write new tracks of a tempo whose keys mix with 8A',
      },
      { command: 'rbassist int-pl --missing genre --list', does: 'List the tracks without a genre' },
      {
        command: 'rbassist int-pl --since 30d --out new.xml --save-preset "New"',
        does: 'Save rules; --all-presets then writes the playlists of all saved rules',
      },
    ],
    load: async () => (await import('./commands/int-pl.ts')).intPl,
  },
  {
    spelling: 'mirror-csv <csv>',
    summary: 'Write a playlist of the tracks that a CSV file lists',
    details:
      'It reads exports of Spotify and other services. It lists the rows that it found no track for, or several tracks.',
    section: 'DJ programs',
    examples: [
      {
        command: 'rbassist mirror-csv spotify.csv --out-xml friday.xml --name "Friday"',
        does: 'Write your own files of a Spotify playlist for Rekordbox',
      },
      {
        command: 'rbassist mirror-csv list.csv --artist-column Wer --title-column Was',
        does: 'Name the columns of artists and titles',
      },
    ],
    load: async () => (await import('./commands/mirror-csv.ts')).mirrorCsv,
  },
  {
    spelling: 'djlink-listen',
    summary: 'Show what players on the network play, and what fits',
    details:
      'It receives the messages of Pro DJ Link players, and sends nothing without --announce. Quit Rekordbox first.',
    section: 'DJ programs',
    examples: [
      { command: 'rbassist djlink-listen', does: 'Show the players, and their tempos' },
      {
        command: 'rbassist djlink-listen --announce --base rekordbox.xml',
        does: 'Also show their tracks, if they come from your Rekordbox collection',
      },
    ],
    load: async () => (await import('./commands/djlink-listen.ts')).djlinkListen,
  },
  {
    spelling: 'eval <command>',
    summary: 'Measure the analysis on your own library',
    section: 'DJ programs',
    commands: EVAL_COMMANDS,
  },
];

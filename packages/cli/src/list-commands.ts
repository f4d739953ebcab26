import type { CommandEntry } from './commands.ts';

/** Commands that write lists of tracks for DJ programs, or read lists of other programs. */
export const LIST_COMMANDS: readonly CommandEntry[] = [
  {
    spelling: 'int-pl',
    summary: 'Write a playlist of the tracks that fit your rules',
    details: 'You can save rules as a preset, in config/playlist_presets.yml of the Python rbassist.',
    section: 'DJ programs',
    examples: [
      {
        command: 'rbassist int-pl --my-tag "Peak Hour" --rating-min 4 --out peak.xml --name "Peak"',
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
        command: 'rbassist mirror-csv list.csv --artist-column Wer --title-column Was --out-xml list.m3u8',
        does: 'Name the columns, and write a playlist',
      },
    ],
    load: async () => (await import('./commands/mirror-csv.ts')).mirrorCsv,
  },
  {
    spelling: 'bandcamp-import <csv> <config>',
    summary: 'Import tags and genres of purchases from a CSV file',
    details: 'It fills only what tracks lack. `rbassist ai-tag undo` undoes it.',
    section: 'Tags',
    examples: [
      { command: 'rbassist bandcamp-import sales.csv columns.yml --dry-run', does: 'List what would change' },
      {
        command: 'rbassist bandcamp-import sales.csv columns.yml --force',
        does: 'Also replace tags and genres that tracks have',
      },
    ],
    load: async () => (await import('./commands/bandcamp-import.ts')).bandcampImport,
  },
  {
    spelling: 'djlink-listen',
    summary: 'Show what the players on the network play, and what would go next',
    details: 'It listens to players of Pro DJ Link, and sends nothing without --announce. Quit Rekordbox first.',
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
];

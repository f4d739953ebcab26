import { type RuleText, rule, WRITE_AGAIN } from './rule.ts';

/** Rules of playlists and folders. */
export const PLAYLIST_RULES = {
  'playlists-missing': rule('ignored', 'measured', 'There are no playlists to import.', WRITE_AGAIN),
  'node-type': rule('ignored', 'measured', 'Type is 0 for a folder and 1 for a playlist.', 'Write Type.'),
  'node-name': rule('ignored', 'measured', 'Every playlist and folder has a name.', 'Write Name.'),
  'node-name-twice': rule(
    'ignored',
    'measured',
    'Rekordbox never has two playlists, or two folders, of one name in a folder.',
    'Give one of them another name.',
  ),
  'node-depth': rule('odd', 'measured', 'Genuine files have at most 9 levels of folders.', 'Move the playlist up.'),
  'folder-count': rule('odd', 'measured', 'Rekordbox writes the true number.', 'Set Count to the number of children.'),
  'playlist-entries': rule(
    'odd',
    'measured',
    'Rekordbox writes the true number.',
    'Set Entries to the number of tracks.',
  ),
  'playlist-key-type': rule(
    'ignored',
    'manual',
    'KeyType is 0 for keys that are a TrackID, and 1 for a Location.',
    'Write the KeyType that the keys of this playlist have.',
    'xml_format_list.pdf',
  ),
  'playlist-key-dangling': rule(
    'ignored',
    'measured',
    'The collection of the file has no such track, so that the playlist misses it.',
    'Export the file again, or add the track to the collection.',
  ),
} as const satisfies Record<string, RuleText>;

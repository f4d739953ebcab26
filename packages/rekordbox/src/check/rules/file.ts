import { type RuleText, rule, WRITE_AGAIN } from './rule.ts';

/** Rules of the whole file, and of names that the format does not have. */
export const FILE_RULES = {
  'not-xml': rule(
    'refused',
    'measured',
    'Rekordbox shows nothing of a file that breaks off, or is not XML in UTF-8.',
    WRITE_AGAIN,
  ),
  'not-rekordbox': rule(
    'refused',
    'manual',
    'Rekordbox reads files with the element DJ_PLAYLISTS only.',
    'Choose the file that Rekordbox wrote with File > Export Collection in xml format.',
    'xml_format_list.pdf',
  ),
  'collection-missing': rule('refused', 'manual', 'There are no tracks to import.', WRITE_AGAIN, 'xml_format_list.pdf'),
  'collection-empty': rule(
    'ignored',
    'community',
    'Rekordbox shows no tracks.',
    'Export the file again while the drive with your music is connected.',
    'edkennard/rekordbox-repair 19',
  ),
  'collection-entries': rule(
    'odd',
    'community',
    'One report says that the import fails. Nobody has reproduced it; Rekordbox writes the true number.',
    'Set Entries to the number of tracks.',
    'reklawdbox.com',
  ),
  'byte-order-mark': rule(
    'odd',
    'measured',
    'Rekordbox writes none.',
    'Save the file as UTF-8 without a byte order mark.',
  ),
  'file-version': rule(
    'odd',
    'measured',
    'All versions of Rekordbox write Version "1.0.0".',
    'Set Version to "1.0.0".',
  ),
  'product-missing': rule('odd', 'measured', 'Rekordbox writes the name and version of the program.', WRITE_AGAIN),
  'no-grids': rule(
    'odd',
    'manual',
    'The file has no beat grids, so that nobody can import them.',
    'Turn on Preferences > Advanced > Database > rekordbox xml > Export BeatGrid information, and export again.',
    'manual of Rekordbox 7',
  ),
  'key-notations': rule(
    'odd',
    'community',
    'Rekordbox shows keys as the file spells them, and sorts each notation apart.',
    'Choose one notation for all tracks.',
    'digital-dj-tools/dj-data-converter 31',
  ),
  'unknown-element': rule(
    'ignored',
    'measured',
    'Rekordbox has no such element. It reads no My Tags from XML.',
    'Put tags into the comments, or make a playlist of each.',
  ),
  'unknown-attribute': rule(
    'ignored',
    'measured',
    'Rekordbox never writes it.',
    'Remove the attribute if nothing else needs it.',
  ),
} as const satisfies Record<string, RuleText>;

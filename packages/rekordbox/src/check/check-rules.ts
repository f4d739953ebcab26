import type { CheckSeverity, CheckSource } from './check-finding.ts';

interface RuleText {
  severity: CheckSeverity;
  /** Effect in Rekordbox. */
  happens: string;
  remedy: string;
  source: CheckSource;
  /** Report or page that says so. */
  reference?: string;
}

const rule = (
  severity: CheckSeverity,
  source: CheckSource,
  happens: string,
  remedy: string,
  reference?: string,
): RuleText => ({ severity, source, happens, remedy, ...(reference !== undefined && { reference }) });

const NEVER_WRITTEN = 'Rekordbox never writes this. It may read another value, or none.';
const WRITE_AGAIN = 'Export the file again, with Rekordbox or rbassist.';
const TWO_ENTRIES = 'Each Location is an entry of its own, so that you get the track twice.';

/** Rules of the check, from the whole file down to the playlists. */
export const CHECK_RULES = {
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

  'track-id-missing': rule(
    'ignored',
    'measured',
    'Playlists cannot refer to the track.',
    'Give the track a number of its own.',
  ),
  'track-id-invalid': rule(
    'ignored',
    'measured',
    'Playlists refer to tracks by a whole number.',
    'Give the track a number of its own.',
  ),
  'track-id-twice': rule(
    'ignored',
    'measured',
    'Playlists with this number mean only one of the tracks.',
    'Give each track a number of its own.',
  ),
  'track-id-large': rule(
    'odd',
    'measured',
    'Rekordbox writes numbers below 268,435,456 (2^28) only.',
    'Give the track a smaller number.',
  ),
  'location-missing': rule(
    'refused',
    'community',
    'Without its Location, Rekordbox does not find the file.',
    'Write the path of the file into Location.',
    'dylanljones/pyrekordbox 80',
  ),
  'location-not-absolute': rule(
    'refused',
    'community',
    'Rekordbox does not find the file.',
    'Write the whole path, for example file://localhost/C:/Music/a.mp3.',
    'dylanljones/pyrekordbox 80',
  ),
  'location-long': rule(
    'refused',
    'community',
    'Rekordbox refuses paths of more than 255 characters.',
    'Move the file to a folder with a shorter path, or shorten its name.',
    'Segolene 2',
  ),
  'location-host': rule(
    'odd',
    'measured',
    'Rekordbox writes file://localhost/. Other spellings may become a second entry.',
    'Write Location as Rekordbox does.',
  ),
  'location-encoding': rule(
    'odd',
    'measured',
    'Rekordbox spells this path in another way, so that the track may become a second entry.',
    'Write Location as Rekordbox does.',
  ),
  'location-double-slash': rule(
    'odd',
    'community',
    'Rekordbox writes single slashes. The track may become a second entry, or be missing.',
    'Remove the second slash.',
    'pyrekordbox 0.5.0',
  ),
  'location-not-utf8': rule(
    'odd',
    'measured',
    'The percent-encoding is not UTF-8, so that Rekordbox may not find the file.',
    'Encode the path as UTF-8.',
  ),
  'location-twice': rule(
    'ignored',
    'community',
    'Rekordbox keeps one entry for each Location.',
    'Remove one of them.',
    'reklawdbox.com',
  ),
  'location-twin': rule(
    'odd',
    'community',
    TWO_ENTRIES,
    'Remove the entry that your playlists do not use.',
    'reklawdbox.com',
  ),
  'file-missing': rule(
    'ignored',
    'community',
    'Rekordbox cannot find the file, and shows it as missing or does not import it.',
    'Copy the file there, or correct Location. Importing XML never relocates a track.',
    'dylanljones/pyrekordbox 80, Segolene 1',
  ),
  'format-unknown': rule(
    'refused',
    'community',
    'Rekordbox does not import this kind of file.',
    'Convert the file to MP3, AAC, WAV, AIFF or FLAC.',
    'Segolene 2',
  ),
  'kind-missing': rule(
    'odd',
    'measured',
    'Rekordbox always names the kind of file.',
    'Write Kind, for example "MP3 File".',
  ),
  'kind-unknown': rule(
    'odd',
    'measured',
    'Rekordbox writes "Unknown Format" for entries of streaming services only.',
    'Write the kind of file, for example "MP3 File".',
  ),
  'total-time-missing': rule(
    'refused',
    'community',
    'Rekordbox does not import tracks without a length.',
    'Write the length in whole seconds into TotalTime.',
    'digital-dj-tools/dj-data-converter',
  ),
  'total-time-zero': rule(
    'odd',
    'measured',
    'The track is shorter than a second, or Rekordbox does not know its length.',
    'Nothing for a short sample; else let Rekordbox analyse the track.',
  ),
  'number-invalid': rule(
    'ignored',
    'measured',
    'Rekordbox writes a whole number there.',
    'Correct or empty the value.',
  ),
  'bpm-invalid': rule(
    'ignored',
    'measured',
    'Rekordbox writes a number with two decimals there.',
    'Analyse the track again.',
  ),
  'bpm-range': rule('odd', 'measured', 'Rekordbox writes tempos from 20 to 500 BPM.', 'Analyse the track again.'),
  'date-malformed': rule(
    'ignored',
    'measured',
    'Rekordbox writes dates as yyyy-mm-dd.',
    'Write the date like this: 2024-03-09.',
  ),
  'rating-invalid': rule(
    'ignored',
    'measured',
    'Rekordbox writes 0, 51, 102, 153, 204 or 255 for no star to five stars.',
    'Multiply the stars by 51.',
    'digital-dj-tools/dj-data-converter 52',
  ),
  'colour-malformed': rule(
    'ignored',
    'measured',
    'Rekordbox writes colours as 0xRRGGBB.',
    'Write, for example, 0xFF007F.',
  ),
  'colour-unknown': rule(
    'ignored',
    'measured',
    'Rekordbox has eight colours for tracks, and this is none of them.',
    'Choose one of the eight.',
  ),
  'text-garbled': rule(
    'odd',
    'measured',
    'A tag program has read the text in a wrong encoding, so that some letters are wrong or invisible.',
    'Correct the tag of the file, then use Reload Tag in Rekordbox.',
  ),
  'text-break': rule(
    'odd',
    'measured',
    'Rekordbox writes no tab or line break in a value. It may show a blank.',
    'Replace it with a blank.',
  ),
  'text-not-utf8': rule(
    'refused',
    'measured',
    'Genuine files are all valid UTF-8. Rekordbox may refuse the whole file, or show other letters.',
    WRITE_AGAIN,
  ),
  'text-not-xml': rule(
    'refused',
    'measured',
    'XML forbids this character, and genuine files have none. Rekordbox may refuse the whole file.',
    WRITE_AGAIN,
  ),
  'text-reference': rule(
    'odd',
    'measured',
    'Rekordbox writes letters, never their number.',
    'Write the letter itself.',
  ),
  'text-swapped': rule(
    'odd',
    'community',
    'The bytes of each letter are in the wrong order, so that players show Chinese characters.',
    'Type the name again.',
    'mixxxdj/mixxx 14789',
  ),

  'tempo-invalid': rule(
    'ignored',
    'measured',
    'A TEMPO needs Inizio, Bpm, Metro and Battito.',
    'Analyse the track again.',
  ),
  'tempo-negative': rule('ignored', 'measured', NEVER_WRITTEN, 'Let the grid begin at the first beat after 0.'),
  'tempo-unsorted': rule('ignored', 'measured', NEVER_WRITTEN, 'Sort the TEMPO elements by Inizio.'),
  'tempo-after-mark': rule(
    'ignored',
    'measured',
    NEVER_WRITTEN,
    'Write all TEMPO elements before the POSITION_MARK elements.',
  ),
  'tempo-beat': rule(
    'ignored',
    'measured',
    'Battito is a beat of the bar, from 1.',
    'Write the beat, from 1 to the number in Metro.',
  ),
  'tempo-beat-jump': rule(
    'odd',
    'measured',
    'From one TEMPO to the next, Battito does not count on. Bars begin elsewhere from there.',
    'Correct the grid in Rekordbox.',
  ),
  'track-too-large': rule(
    'odd',
    'measured',
    'Genuine tracks have 1,500 elements at most. The check leaves out the others of this track.',
    'Look for the program that wrote this track.',
  ),
  'tempo-late': rule(
    'odd',
    'community',
    'A player may go into an emergency loop at the start, where the grid has no beat.',
    'Let the grid begin at the first beat after 0.',
    'digital-dj-tools/dj-data-converter 51',
  ),
  'tempo-drift': rule(
    'odd',
    'measured',
    'One TEMPO with two decimals moves away from the beats toward the end of the track.',
    'Write a TEMPO wherever the line leaves a beat by more than 1 ms.',
  ),

  'mark-invalid': rule('ignored', 'measured', 'A mark needs Type, Start and Num.', 'Set the cue again.'),
  'mark-type': rule(
    'ignored',
    'manual',
    'Rekordbox shows cues (Type 0) and loops (Type 4) only.',
    'Write Type "0" for a cue and "4" for a loop.',
    'xml_format_list.pdf',
  ),
  'mark-number': rule(
    'ignored',
    'manual',
    'Pads are 0 to 15, and -1 is a memory cue.',
    'Choose another pad.',
    'manual of Rekordbox 7',
  ),
  'mark-new-pad': rule(
    'odd',
    'manual',
    'Rekordbox before version 7 has eight pads, A to H. Later ones have 16.',
    'Keep the most important cues on pads A to H.',
    'mixxxdj/mixxx 369',
  ),
  'mark-negative': rule('ignored', 'measured', NEVER_WRITTEN, 'Set the cue again.'),
  'mark-beyond-end': rule('ignored', 'measured', 'The cue is behind the end of the track.', 'Set the cue again.'),
  'mark-pad-twice': rule('ignored', 'measured', 'A pad holds one cue or loop.', 'Move one of them to another pad.'),
  'too-many-hot': rule(
    'ignored',
    'manual',
    'Rekordbox keeps 16 hot cues of a track.',
    'Remove the others.',
    'manual of Rekordbox 7',
  ),
  'too-many-memory': rule(
    'ignored',
    'manual',
    'Rekordbox keeps 10 memory cues and loops of a track.',
    'Remove the others.',
    'manual of Rekordbox 7',
  ),
  'loop-without-end': rule(
    'ignored',
    'community',
    'The loop becomes a cue.',
    'Write End.',
    'diracdeltas/rekordbox-scripts 3',
  ),
  'loop-end': rule('ignored', 'measured', 'The loop ends before it starts.', 'Set the loop again.'),
  'cue-with-end': rule(
    'ignored',
    'community',
    'The loop becomes a cue, because its Type is that of a cue.',
    'Write Type "4" for a loop.',
    'diracdeltas/rekordbox-scripts 3',
  ),
  'mark-colour': rule(
    'odd',
    'measured',
    'Rekordbox chooses the colour itself.',
    'Write Red, Green and Blue, each from 0 to 255.',
  ),
  'memory-colour': rule(
    'odd',
    'measured',
    'Rekordbox writes colours for hot cues only.',
    'Remove Red, Green and Blue.',
  ),

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

/** Name of a rule of {@link CHECK_RULES}. */
export type CheckRule = keyof typeof CHECK_RULES;

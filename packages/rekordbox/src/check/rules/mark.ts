import { NEVER_WRITTEN, type RuleText, rule } from './rule.ts';

/** Rules of cues and loops. */
export const MARK_RULES = {
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
} as const satisfies Record<string, RuleText>;

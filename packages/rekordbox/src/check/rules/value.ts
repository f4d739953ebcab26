import { type RuleText, rule } from './rule.ts';

/** Rules of the other values of a track. */
export const VALUE_RULES = {
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
} as const satisfies Record<string, RuleText>;

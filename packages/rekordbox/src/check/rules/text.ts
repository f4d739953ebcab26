import { type RuleText, rule, WRITE_AGAIN } from './rule.ts';

/** Rules of the characters in a value. */
export const TEXT_RULES = {
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
} as const satisfies Record<string, RuleText>;

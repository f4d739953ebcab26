import { NEVER_WRITTEN, type RuleText, rule } from './rule.ts';

/** Rules of beat grids. */
export const GRID_RULES = {
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
} as const satisfies Record<string, RuleText>;

import { type TrackRecord, trackName } from '@rbassist/core';
import type { Question } from '@rbassist/experiments';
import { complain, type Output } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { keyText } from '../reports/key-text.ts';
import { ARTIST_COLUMN, bpmText, PATH_COLUMN, TITLE_COLUMN } from '../reports/track-tables.ts';

/** Answer to a question: the better candidate, no answer, or the end. */
export type Answer = 'a' | 'b' | 'skip' | 'quit';

const ANSWERS: Readonly<Record<string, Answer>> = {
  a: 'a',
  b: 'b',
  s: 'skip',
  skip: 'skip',
  q: 'quit',
  quit: 'quit',
};
const COLUMNS: readonly Column[] = [
  { heading: '' },
  ARTIST_COLUMN,
  TITLE_COLUMN,
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  PATH_COLUMN,
];

/** Shows a question, and reads lines until one is an answer. The end of the lines is `quit`. */
export async function askQuestion(
  { seed, candidates: [a, b] }: Question,
  heading: string,
  { lines, record, output }: { lines: AsyncGenerator<string>; record: (path: string) => TrackRecord; output: Output },
): Promise<Answer> {
  const row = (label: string, path: string) => {
    const track = record(path);
    const { artist, title } = track;
    const names = typeof title === 'string' ? [String(artist ?? ''), title] : ['', trackName(path, track)];
    return [label, ...names, bpmText(track) || '-', keyText(track, output) || '-', path];
  };
  const rows = [row('Playing', seed), row('a', a.path), row('b', b.path)];
  // also with --quiet: without the question, nobody can answer
  complain(['', heading, ...formatTable(COLUMNS, rows)]);
  for (;;) {
    complain('Which goes better with it? a, b, s (skip) or q (quit)');
    const { value, done } = await lines.next();
    if (done) return 'quit';
    const answer = ANSWERS[value.trim().toLowerCase()];
    if (answer !== undefined) return answer;
  }
}

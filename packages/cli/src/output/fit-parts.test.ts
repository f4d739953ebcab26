import { expect, it } from 'vitest';
import { fitParts } from './fit-parts.ts';

const PARTS = ['KEEP /music/a.flac', '  ->  REMOVE /music/b.mp3', '  (missing in the kept copy: cues)'];

it('joins parts into one line if they fit, and in a pipe', () => {
  const line = PARTS.join('');
  expect(fitParts(PARTS, line.length)).toEqual([line]);
  expect(fitParts(PARTS)).toEqual([line]);
});

it('breaks a line between parts, never inside one', () => {
  expect(fitParts(PARTS, 30)).toEqual([
    'KEEP /music/a.flac',
    '    ->  REMOVE /music/b.mp3',
    '    (missing in the kept copy: cues)',
  ]);
});

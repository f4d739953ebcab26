import { expect, it } from 'vitest';
import { fitParts } from './fit-parts.ts';

const PARTS = ['KEEP /music/a.flac', '  ->  REMOVE /music/b.mp3', '  (the kept one has no cues)'];

it('keeps parts in one line where they fit, and in a pipe', () => {
  const line = PARTS.join('');
  expect(fitParts(PARTS, line.length)).toEqual([line]);
  expect(fitParts(PARTS)).toEqual([line]);
});

it('breaks a line between parts, never in one', () => {
  expect(fitParts(PARTS, 30)).toEqual([
    'KEEP /music/a.flac',
    '    ->  REMOVE /music/b.mp3',
    '    (the kept one has no cues)',
  ]);
});

import { expect, it } from 'vitest';
import { cutText } from './cut-text.ts';

const FAMILY = '👩\u200D👩\u200D👧';

it.each([
  ['Track', 5, 'Track'],
  ['Tracks', 5, 'Trac…'],
  ['夜の街', 6, '夜の街'],
  ['夜の街', 5, '夜の…'],
  ['夜の街', 4, '夜…'],
  ['Cafe\u0301 X', 5, 'Cafe\u0301…'],
  [`${FAMILY}${FAMILY}`, 4, `${FAMILY}${FAMILY}`],
  [`${FAMILY}${FAMILY}`, 3, `${FAMILY}…`],
  ['Tracks', 1, '…'],
  ['Tracks', 0, '…'],
  ['', 0, ''],
])('cuts %j to %d columns', (text, width, cut) => {
  expect(cutText(text, width)).toBe(cut);
});

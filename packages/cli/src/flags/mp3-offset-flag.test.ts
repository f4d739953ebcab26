import { expect, test } from 'vitest';
import { parseMp3Offset } from './mp3-offset-flag.ts';

test.each([
  [undefined, undefined],
  ['auto', 'auto'],
  ['0', 0],
  ['-26.12', -26.12],
  ['51 ms', 51],
])('reads %s as %s', (text, offset) => {
  expect(parseMp3Offset(text)).toBe(offset);
});

test.each(['', ' ', 'Auto', '2 6', 'NaN', 'Infinity', 'ms'])('refuses "%s"', (text) => {
  expect(() => parseMp3Offset(text)).toThrow(/--mp3-offset must be auto or a number of milliseconds/);
});

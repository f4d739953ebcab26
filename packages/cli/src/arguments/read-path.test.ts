import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { readPath } from './read-path.ts';

it.each([
  ['~', homedir()],
  ['~/Music', `${homedir()}/Music`],
  ['~dj/Music', '~dj/Music'],
  ['./~', './~'],
  ['a/~/b', 'a/~/b'],
  ['~\\Music', '~\\Music'],
  ['12" mixes', '12" mixes'],
])('reads %s as %s', (path, meant) => {
  expect(readPath(path, false)).toBe(meant);
});

it('accepts both slashes on Windows', () => {
  expect(readPath('~\\Music', true)).toBe(`${homedir()}\\Music`);
  expect(readPath('~/Music', true)).toBe(`${homedir()}/Music`);
});

it('does not treat a title with a quotation mark as a path', () => {
  expect(readPath('12" mixes', true)).toBe('12" mixes');
});

it('names the backslash that joined a Windows path with the next words', () => {
  expect(() => readPath('D:\\My Music" --json', true)).toThrow(
    '"D:\\My Music" --json" has a quotation mark in it. Write "D:\\My Music" without "\\" at its end.',
  );
});

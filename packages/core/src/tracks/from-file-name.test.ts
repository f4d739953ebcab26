import { expect, it } from 'vitest';
import { isFromFileName } from './from-file-name.ts';

it.each([
  ['/a/01 - Artist - Title.mp3', 'Artist', true],
  ['/a/Some_Artist_-_Title.mp3', 'Some Artist', true],
  ['/a/Bjo\u0308rk - Jo\u0301ga.mp3', 'Björk', true],
  ['C:\\a\\Artist - Title.mp3', 'Title', true],
  ['/Artist/Title.mp3', 'Artist', false],
  ['/a/Artist - Title.mp3', 'The Artist', false],
])('%s, %s: %s', (path, value, expected) => expect(isFromFileName(path, value)).toBe(expected));
